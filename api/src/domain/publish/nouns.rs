//! What records refer to by a code, in English and Vietnamese: for the reasons why such a code cannot be used.

/// A noun, in English and Vietnamese.
pub(super) type Noun = (&'static str, &'static str);

pub(super) const ACTIVITY_FORM: Noun = ("activity form", "hình thức hoạt động");
pub(super) const AGENCY: Noun = ("agency", "cơ quan");
pub(super) const AGENCY_TYPE: Noun = ("agency type", "loại cơ quan");
pub(super) const AREA: Noun = ("area", "đơn vị hành chính");
pub(super) const AUDIENCE: Noun = ("audience", "đối tượng");
pub(super) const COMMUNICATOR: Noun = ("communicator", "báo cáo viên, tuyên truyền viên");
pub(super) const DOCUMENT_TYPE: Noun = ("document type", "loại văn bản");
pub(super) const FILE: Noun = ("file", "tệp");
pub(super) const ISSUER: Noun = ("issuer", "cơ quan ban hành");
pub(super) const LANGUAGE: Noun = ("language", "ngôn ngữ");
pub(super) const RELATION_TYPE: Noun = ("relation type", "loại quan hệ giữa các văn bản");
pub(super) const SECTION: Noun = ("section", "chuyên mục");
pub(super) const TERM: Noun = ("term", "mục");
pub(super) const TOPIC: Noun = ("topic", "lĩnh vực");
pub(super) const UNIT: Noun = ("unit", "đơn vị");
