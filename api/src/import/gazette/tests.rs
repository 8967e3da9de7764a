//! Tests of the module above.
use super::*;

fn json(slug: &str, text: &str) -> String {
    serde_json::json!({
        "so_hieu": slug, "slug": slug, "loai": "Thông tư", "nam": 2024,
        "nguon_url": "https://example.org/van-ban/1.htm", "mo_ta": "Về chợ", "full_text": text,
    })
    .to_string()
}

fn read(slug: &str, text: &str) -> GazetteDocument {
    GazetteDocument::parse(&json(slug, text)).expect("a document")
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

const CIRCULAR: &str = "2 \nCÔNG BÁO/Số 7 + 8/Ngày 05-3-2024 \nBỘ CÔNG THƯƠNG \n \nSố: 04/2024/TT-BCT \nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \n\
    Độc lập - Tự do - Hạnh phúc \nHà Nội, ngày 20 tháng  02 năm 2024 \n \nTHÔNG TƯ  \nQuy định về chợ phiên; \nchợ đêm \n \nBỘ TRƯỞNG BỘ CÔNG THƯƠNG \n\
    Căn cứ Luật Thương mại ngày 14 tháng 6 năm 2005; \nĐiều 1. Chợ \n1. Chợ phiên. \n2. Chợ đêm. \nĐiều 2. Hiệu lực \n\
    Thông tư này có hiệu lực thi hành sau 45 ngày, kể từ ngày ký ban hành./. \n \nKT. BỘ TRƯỞNG \nTHỨ TRƯỞNG \n \nĐại tá Lò Văn Chợ \n";

#[test]
fn a_circular() {
    let document = read("thong-tu-so-04-2024-tt-bct-123", CIRCULAR);
    assert_eq!(document.number.to_string(), "04/2024/TT-BCT");
    assert_eq!(document.document_type, DocumentType::Circular);
    assert_eq!(document.issuers, ["Bộ Công Thương"]);
    assert_eq!(document.issued_on, day(2024, 2, 20));
    assert_eq!(document.place.as_deref(), Some("Hà Nội"));
    assert_eq!(document.title, "Quy định về chợ phiên; chợ đêm");
    assert_eq!(
        document.signers,
        [Signer {
            title: "Thứ trưởng".to_owned(),
            name: "Lò Văn Chợ".to_owned()
        }]
    );
    assert_eq!(document.gazette_number.as_deref(), Some("7 + 8"));
    assert_eq!(document.gazette_date, day(2024, 3, 5));
    assert_eq!(document.external_id, "123");
    assert_eq!(
        document.source_url.as_deref(),
        Some("https://example.org/van-ban/1.htm")
    );
    assert_eq!(document.effective_on, day(2024, 4, 5));
    assert_eq!(document.continued_in, None);
    assert_eq!(document.structure.articles().count(), 2);
    assert!(
        document
            .text
            .contains("chợ đêm\nBỘ TRƯỞNG BỘ CÔNG THƯƠNG\n")
    );
}

#[test]
fn blanks_fall_back_on_the_address_and_the_attachments() {
    let text = CIRCULAR
        .replace("Số: 04/2024/TT-BCT", "Số:     /2024/TT-BCT")
        .replace("ngày 20 tháng  02 năm", "ngày     tháng     năm");
    let document = read("thong-tu-so-04-2024-tt-bct-123", &text);
    assert_eq!(document.number.to_string(), "04/2024/TT-BCT");
    assert_eq!(document.issued_on, None);
    assert_eq!(document.place.as_deref(), Some("Hà Nội"));
    assert_eq!(document.effective_on, None);
    let appended = format!(
        "{text}\nPhụ lục \nDANH MỤC CHỢ \n(Kèm theo Thông tư số 04/2024/TT-BCT ngày 20/02/2024 của Bộ trưởng Bộ Công Thương) \nChợ phiên \n"
    );
    assert_eq!(
        read("thong-tu-so-04-2024-tt-bct-123", &appended).issued_on,
        day(2024, 2, 20)
    );
}

#[test]
fn a_heading_in_two_columns() {
    let text = CIRCULAR
        .replace(
            "BỘ CÔNG THƯƠNG \n \nSố: 04/2024/TT-BCT \nCỘNG",
            "BỘ CÔNG THƯƠNG                  CỘNG",
        )
        .replace(
            "Hà Nội, ngày 20",
            "Số: 04/2024/TT-BCT          Hà Nội, ngày 20",
        );
    let document = read("thong-tu-123", &text);
    assert_eq!(document.number.to_string(), "04/2024/TT-BCT");
    assert_eq!(document.issued_on, day(2024, 2, 20));
    assert_eq!(document.place.as_deref(), Some("Hà Nội"));
}

#[test]
fn a_law_is_issued_when_it_is_passed() {
    let text = "LUẬT \nCHỢ PHIÊN \n \nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam; \nQuốc hội ban hành Luật Chợ phiên. \nĐiều 1. Chợ \nCó. \n\
        Điều 2. Hiệu lực \nLuật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2025, trừ Điều 1. \n\
        Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp thứ 8 thông qua ngày 29 tháng 11 năm 2024. \nCHỦ TỊCH QUỐC HỘI \nLò Thị Phiên \n";
    let document = read("luat-so-90-2024-qh15-5", text);
    assert_eq!(document.number.to_string(), "90/2024/QH15");
    assert_eq!(document.document_type, DocumentType::Law);
    assert_eq!(document.issuers, ["Quốc hội"]);
    assert_eq!(document.issued_on, day(2024, 11, 29));
    assert_eq!(document.title, "Chợ phiên");
    assert_eq!(document.effective_on, day(2025, 7, 1));
    assert_eq!(
        document.signers,
        [Signer {
            title: "Chủ tịch Quốc hội".to_owned(),
            name: "Lò Thị Phiên".to_owned()
        }]
    );
}

#[test]
fn a_title_on_the_line_of_the_type() {
    let text = "QUỐC HỘI \nLuật số: 90/2024/QH15 \nLUẬT CHỢ PHIÊN \n \nCăn cứ Hiến pháp; \nQuốc hội ban hành Luật Chợ phiên. \nĐiều 1. Chợ \nCó. \n";
    assert_eq!(read("luat-so-90-2024-qh15-5", text).title, "Chợ phiên");
}

#[test]
fn a_consolidated_text_is_issued_by_who_authenticates_it() {
    let text = "THÔNG TƯ1 \nQuy định về chợ phiên[2] \nThông tư số 04/2014/TT-BCT ngày 20 tháng 02 năm 2014 của Bộ trưởng Bộ Công Thương quy định về chợ phiên, \
        có hiệu lực kể từ ngày 05 tháng 4 năm 2014, được sửa đổi, bổ sung bởi: \nCăn cứ Luật Thương mại; \nĐiều 1. Chợ \nCó. \nĐiều 2. Hiệu lực \n\
        Thông tư này có hiệu lực thi hành kể từ ngày 05 tháng 4 năm 2014./. \n \nBỘ CÔNG THƯƠNG \nSố: 15/VBHN-BCT \nXÁC THỰC VĂN BẢN HỢP NHẤT \n\
        Hà Nội, ngày 10 tháng 5 năm 2024 \nBỘ TRƯỞNG \nLò Văn Chợ \n";
    let document = read("van-ban-hop-nhat-so-15-vbhn-bct-6", text);
    assert_eq!(document.number.to_string(), "15/VBHN-BCT");
    assert_eq!(document.document_type, DocumentType::ConsolidatedText);
    assert_eq!(document.issuers, ["Bộ Công Thương"]);
    assert_eq!(document.issued_on, day(2024, 5, 10));
    assert_eq!(document.title, "Quy định về chợ phiên");
    assert_eq!(document.effective_on, None);
}

#[test]
fn a_council_is_named_by_the_heading() {
    let text = "HỘI ĐỒNG NHÂN DÂN \nTỈNH CAO BẰNG \nSố: 12/2024/NQ-HĐND \nCao Bằng, ngày 10 tháng 7 năm 2024 \nNGHỊ QUYẾT \nQuy định phí chợ phiên \n\
        HỘI ĐỒNG NHÂN DÂN TỈNH CAO BẰNG \nCăn cứ Luật Phí và lệ phí; \nĐiều 1. Phí chợ \nCó. \n\
        Nghị quyết này đã được Hội đồng nhân dân tỉnh khóa XVII thông qua ngày 10 tháng 7 năm 2024 và có hiệu lực từ ngày 20 tháng 7 năm 2024./. \nCHỦ TỊCH \nLò Thị Phiên \n";
    let document = read("nghi-quyet-so-12-2024-nq-hdnd-7", text);
    assert_eq!(
        document.document_type,
        DocumentType::PeoplesCouncilResolution
    );
    assert_eq!(document.issuers, ["Hội đồng nhân dân tỉnh Cao Bằng"]);
    assert_eq!(document.place.as_deref(), Some("Cao Bằng"));
    assert_eq!(document.title, "Quy định phí chợ phiên");
    assert_eq!(document.effective_on, day(2024, 7, 20));
}

#[test]
fn a_joint_circular_has_the_bodies_of_its_number() {
    let text = CIRCULAR
        .replace("04/2024/TT-BCT", "30/2014/TTLT-BCT-BTC")
        .replace("THÔNG TƯ  ", "THÔNG TƯ LIÊN TỊCH ")
        .replace(
            "KT. BỘ TRƯỞNG",
            "KT. BỘ TRƯỞNG BỘ TÀI CHÍNH \nTHỨ TRƯỞNG \nVũ Thị Phí \nKT. BỘ TRƯỞNG",
        );
    let document = read("thong-tu-lien-tich-so-30-2014-ttlt-bct-btc-8", &text);
    assert_eq!(document.document_type, DocumentType::JointCircular);
    assert_eq!(document.issuers, ["Bộ Công Thương", "Bộ Tài chính"]);
    let names: Vec<_> = document
        .signers
        .iter()
        .map(|signer| signer.name.as_str())
        .collect();
    assert_eq!(names, ["Vũ Thị Phí", "Lò Văn Chợ"]);
}

#[test]
fn a_text_that_breaks_off_says_where_it_goes_on() {
    let text = format!("{CIRCULAR}\n(Xem tiếp Công báo số 9 + 10) \n");
    assert_eq!(
        read("thong-tu-1", &text).continued_in.as_deref(),
        Some("9 + 10")
    );
}

#[test]
fn a_scanned_text_has_the_title_that_its_source_gives() {
    let titled = |described: &str| {
        let scanned = json(
            "thong-tu-so-04-2024-tt-bct-123",
            "BỘ CÔNG THƯƠNG \nSố: 04/2024/TT-BCT \n",
        );
        GazetteDocument::parse(&scanned.replace("Về chợ", described))
            .expect("a document")
            .title
    };
    assert_eq!(titled("Về chợ"), "Về chợ");
    let contents = "Trong số Công báo này gồm: Thông tư số 03/2024/TT-BCT Về phí; Thông tư số 04/2024/TT-BCT Về chợ phiên; \u{2026}";
    assert_eq!(titled(contents), "Thông tư số 04/2024/TT-BCT Về chợ phiên");
    assert_eq!(
        titled("Trong số Công báo này gồm: Thông tư số 03/2024/TT-BCT Về phí"),
        "04/2024/TT-BCT"
    );
    assert_eq!(titled("V&#7873; ch&#7907;"), "04/2024/TT-BCT");
}

#[test]
fn refusals_say_what_where_and_how_to_mend() {
    let refused = |json: &str| {
        GazetteDocument::parse(json)
            .expect_err("a refusal")
            .to_string()
    };
    assert!(refused("[").starts_with("this is not a JSON object of the gazette: "));
    assert_eq!(
        refused(r#"{"slug":"a-1"}"#),
        "`full_text` is missing; put the document's whole text there"
    );
    assert!(refused(&json("thong-tu", "Thư gửi bà con")).starts_with("`so_hieu` is missing; "));
    assert!(refused(&json("thong-tu-so-04-2024-tt-bct-x", CIRCULAR)).starts_with("`slug`: "));
    let unknown = json("thu-moi-so-04-2024-xyz-1", "Số: 04/XYZ \nThư mời \n")
        .replace("\"Thông tư\"", "\"Thư mời\"");
    assert_eq!(
        refused(&unknown),
        "`loai`: “Thư mời” is not a type of document known here"
    );
}
