//! What a reorganisation is asked for with.
use async_graphql::{Enum, ID, InputObject, OneofObject};
use uuid::Uuid;

use crate::domain::Result;
use crate::domain::reorganise::{
    Asked, CustodyRule, Given, Heir, Members, NewAgency, PathMove, Renamed, Successor,
};
use crate::exchange::record::{AgencyRecord, SuccessionKind as Kind};
use crate::graphql::area::SuccessionKind;
use crate::graphql::id::NodeId;
use crate::graphql::scalars::Date;

/// A change of agencies. / Nội dung sắp xếp cơ quan.
#[derive(InputObject)]
pub struct AgencyReorganiseInput {
    /// What happens. / Hình thức.
    kind: SuccessionKind,
    /// The first day on which it is so; when it is to come, it happens as that day begins in Vietnam. / Ngày có hiệu lực;
    /// nếu là ngày trong tương lai thì thực hiện vào 0 giờ ngày đó.
    on: Date,
    /// The resolution or decision. / Căn cứ pháp lý.
    legal_basis: String,
    /// The agencies to which it happens; one for `SPLIT`, `RENAME` and `MOVE`. / Các cơ quan được sắp xếp.
    agencies: Vec<ID>,
    /// Those that follow: one for `MERGE`, two or more for `SPLIT` (the agency itself among them when it goes on), any for
    /// `ABOLISH`. / Các cơ quan kế thừa.
    #[graphql(default)]
    successors: Vec<AgencySuccessorInput>,
    /// The agency above, for `MOVE`. / Cơ quan cấp trên mới, khi chuyển trực thuộc.
    parent: Option<ID>,
    /// What it is called then, for `RENAME`. / Tên mới, khi đổi tên.
    rename: Option<AgencyRenameInput>,
    /// Who has which items then: the first rule that fits, else the one successor. A last rule without areas and sections
    /// takes the rest. / Cơ quan quản lý từng bài: quy tắc đầu tiên phù hợp, nếu không có thì cơ quan kế thừa duy nhất.
    #[graphql(default)]
    custody: Vec<CustodyRuleInput>,
    /// What becomes of roles in the agencies that end. / Xử lý các vai trò tại cơ quan kết thúc.
    memberships: ReorganisedMemberships,
    /// Where items that are handed over live then; where they lived leads there. / Đường dẫn mới của các bài được chuyển
    /// giao; đường dẫn cũ chuyển hướng.
    #[graphql(default)]
    path_moves: Vec<PathMoveInput>,
    /// Whether only to show what it comes to. / Chỉ xem trước, không thực hiện.
    #[graphql(default = true)]
    dry_run: bool,
    /// The digest of the report that was shown; needed to have it done. / Mã SHA-256 của báo cáo đã xem; bắt buộc khi thực
    /// hiện.
    report_digest: Option<String>,
    /// A request that is sent again with its key is done once; kept for seven days. / Khóa chống lặp: gửi lại cùng khóa
    /// thì chỉ thực hiện một lần.
    idempotency_key: Option<String>,
}

/// An agency that follows. / Cơ quan kế thừa.
#[derive(OneofObject)]
pub enum AgencySuccessorInput {
    /// One that is there on the day. / Cơ quan đã có.
    Agency(ID),
    /// One that begins on the day. / Cơ quan thành lập mới.
    New(Box<AgencyInput>),
}

/// An agency that begins. / Cơ quan thành lập mới.
#[derive(InputObject)]
pub struct AgencyInput {
    /// Code in the portal, such as `so-tu-phap`. / Mã trên trang.
    code: String,
    /// Code of its type. / Mã loại cơ quan.
    #[graphql(name = "type")]
    agency_type: String,
    /// Full name. / Tên đầy đủ.
    name: String,
    /// English name. / Tên tiếng Anh.
    name_en: Option<String>,
    /// Short name. / Tên viết tắt.
    short_name: Option<String>,
    /// Identifier under Decision 20/2020/QĐ-TTg. / Mã định danh theo Quyết định 20/2020/QĐ-TTg.
    identifier: Option<String>,
    /// The agency above. / Cơ quan cấp trên.
    parent: Option<ID>,
    /// The area it serves. / Địa bàn phụ trách.
    area: Option<ID>,
    /// Postal address. / Địa chỉ.
    address: Option<String>,
    /// Public telephone number. / Số điện thoại công khai.
    phone: Option<String>,
    /// Public e-mail address. / Thư điện tử công khai.
    email: Option<String>,
    /// Web site. / Trang thông tin điện tử.
    website: Option<String>,
}

/// What an agency is called from the day on. / Tên mới của cơ quan.
#[derive(InputObject)]
pub struct AgencyRenameInput {
    /// Full name. / Tên đầy đủ.
    name: String,
    /// English name; none when it is left out. / Tên tiếng Anh.
    name_en: Option<String>,
    /// Short name; none when it is left out. / Tên viết tắt.
    short_name: Option<String>,
    /// Code; stays when it is left out. / Mã; giữ nguyên nếu bỏ trống.
    code: Option<String>,
    /// Identifier under Decision 20/2020/QĐ-TTg; stays when it is left out. / Mã định danh; giữ nguyên nếu bỏ trống.
    identifier: Option<String>,
}

/// Who has which items then. / Quy tắc chuyển quyền quản lý bài.
#[derive(InputObject)]
pub struct CustodyRuleInput {
    /// Who has them. / Cơ quan nhận.
    to: AgencyHeirInput,
    /// Those in one of these areas, in one beneath, or in one that these followed. / Thuộc một trong các địa bàn này, kể cả
    /// đơn vị trực thuộc và đơn vị trước khi sắp xếp.
    #[graphql(default)]
    areas: Vec<ID>,
    /// Those in one of these sections, by code, or in one beneath. / Thuộc một trong các chuyên mục này, kể cả chuyên mục
    /// con.
    #[graphql(default)]
    sections: Vec<String>,
}

/// Who has items then. / Cơ quan nhận.
#[derive(OneofObject)]
pub enum AgencyHeirInput {
    /// An agency that is there on the day. / Cơ quan đã có.
    Agency(ID),
    /// One that begins on the day, by its code. / Mã của cơ quan thành lập mới.
    New(String),
}

/// What becomes of roles. / Xử lý các vai trò.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Members")]
pub enum ReorganisedMemberships {
    /// They go on with the one successor. / Chuyển sang cơ quan kế thừa duy nhất.
    Follow,
    /// They end. / Kết thúc.
    End,
}

/// Items beneath a path live beneath another. / Chuyển các bài dưới một đường dẫn sang đường dẫn khác.
#[derive(InputObject)]
pub struct PathMoveInput {
    /// Where they live, from `/`. / Đường dẫn hiện tại, bắt đầu bằng `/`.
    from: String,
    /// Where they are to live, from `/`. / Đường dẫn mới, bắt đầu bằng `/`.
    to: String,
}

impl AgencyReorganiseInput {
    /// The key under which it is done once.
    pub(super) fn key(&self) -> Option<String> {
        self.idempotency_key.clone()
    }

    /// What is asked for, in the domain's words.
    pub(super) fn asked(self) -> Result<Asked> {
        let kind = entity::value::SuccessionKind::from(self.kind);
        let agencies = self.agencies.iter().enumerate();
        let agencies =
            agencies.map(|(place, id)| NodeId::agency(&format!("agencies[{place}]"), id));
        let successors = self.successors.into_iter().enumerate();
        let successors = successors.map(|(place, one)| one.given(&format!("successors[{place}]")));
        let custody = self.custody.into_iter().enumerate();
        let custody = custody.map(|(place, one)| one.given(&format!("custody[{place}]")));
        let paths = self.path_moves.into_iter().map(|one| PathMove {
            from: one.from,
            to: one.to,
        });
        let given = Given {
            kind: Kind::from(kind),
            on: self.on.0,
            legal_basis: self.legal_basis,
            agencies: agencies.collect::<Result<_>>()?,
            successors: successors.collect::<Result<_>>()?,
            parent: optional("parent", self.parent.as_ref())?,
            rename: self.rename.map(Renamed::from),
            custody: custody.collect::<Result<_>>()?,
            memberships: self.memberships.into(),
            paths: paths.collect(),
        };
        Ok(Asked {
            given,
            dry_run: self.dry_run,
            digest: self.report_digest,
        })
    }
}

impl AgencySuccessorInput {
    fn given(self, path: &str) -> Result<Successor> {
        Ok(match self {
            Self::Agency(id) => Successor::Agency(NodeId::agency(path, &id)?),
            Self::New(new) => Successor::New(Box::new(new.given(path)?)),
        })
    }
}

impl AgencyInput {
    fn given(self, path: &str) -> Result<NewAgency> {
        let area = self
            .area
            .as_ref()
            .map(|id| NodeId::area(&format!("{path}.area"), id));
        Ok(NewAgency {
            parent: optional(&format!("{path}.parent"), self.parent.as_ref())?,
            area: area.transpose()?,
            record: AgencyRecord {
                code: self.code,
                identifier: self.identifier,
                agency_type: self.agency_type,
                name: self.name,
                name_en: self.name_en,
                short_name: self.short_name,
                parent: None,
                area: None,
                address: self.address,
                phone: self.phone,
                email: self.email,
                website: self.website,
                valid_from: chrono::NaiveDate::default(),
                valid_to: None,
            },
        })
    }
}

impl From<AgencyRenameInput> for Renamed {
    fn from(input: AgencyRenameInput) -> Self {
        Self {
            code: input.code,
            identifier: input.identifier,
            name: input.name,
            name_en: input.name_en,
            short_name: input.short_name,
        }
    }
}

impl CustodyRuleInput {
    fn given(self, path: &str) -> Result<CustodyRule> {
        let areas = self.areas.iter().enumerate();
        let areas = areas.map(|(place, id)| NodeId::area(&format!("{path}.areas[{place}]"), id));
        Ok(CustodyRule {
            to: match self.to {
                AgencyHeirInput::Agency(id) => {
                    Heir::Agency(NodeId::agency(&format!("{path}.to"), &id)?)
                }
                AgencyHeirInput::New(code) => Heir::New(code),
            },
            areas: areas.collect::<Result<_>>()?,
            sections: self.sections,
        })
    }
}

fn optional(path: &str, id: Option<&ID>) -> Result<Option<Uuid>> {
    id.map(|id| NodeId::agency(path, id)).transpose()
}
