//! Tests of the module above.
use super::*;
use crate::exchange::Details;
use crate::import::tests::{input, options};

/// A heading as the codification's site lays it out, unclosed and nested paragraphs included.
const PAGE: &str = "\u{feff}<link href='x.css' /><h3>\n Đề mục 50.1\n <br />\n Chợ phiên\n</h3><p>(Xem Danh mục)</p>\
<div class='_content'>\
<p class='pChuong'><a name='1'></a>Chương I</p><p class='pChuong'>QUY ĐỊNH CHUNG</p>\
<p class='pDieu'><a name='2'></a>Điều 50.1.LQ.1. Phạm vi</p>\
<p class='pGhiChu'><a href='http://vbpl.vn/x?ItemID=77#Chuong_I_Dieu_1'>(Điều 1 Luật số 9/2024/QH15 Chợ phiên ngày 05/06/2024 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/01/2025 )</a></p>\
<p class='pNoiDung'><p>1. Chợ gồm:</p>\n<p>a) Chợ\n đêm.</p></p>\
<p class='pChiDan'>(Điều này có nội dung liên quan đến <a href='#' onclick=\"f('1')\">Điều 50.1.NĐ.1.2. Phí</a>; <a href='http://vbpl.vn/x?ItemID=88#Dieu_4'>Điều 4. Hiệu lực</a>; <a href='http://vbpl.vn/x?ItemID=88#Dieu_5'>Điều 5. Phí của Thông tư 3/2020/TT-BTC Quy định phí ban hành ngày 09/07/2020</a>; <a href='#'>Điều 9.9.LQ.1. Khác</a>; <a href='#'>Điều 50.1.LQ.2. Mình</a>)</p>\
<p class='pDieu'>Điều 50.1.NĐ.1.3. Thi hành</p>\
<p class='pGhiChu'>(<a href='http://vbpl.vn/x?ItemID=78#Dieu_3'>Điều 3</a> Nghị định số 7/2024/NĐ-CP, có hiệu lực thi hành kể từ ngày 01/02/2025)</p>\
<p class='pNoiDung'><p>Thi hành.</p></p>\
<p class='pDieu'>Điều 50.1.NĐ.1.2. Phí</p>\
<p class='pGhiChu'>(<a href='http://vbpl.vn/x?ItemID=78#Dieu_2'>Điều 2</a> Nghị định số 7/2024/NĐ-CP, có hiệu lực thi hành kể từ ngày 01/02/2025, có nội dung được sửa đổi bởi <a href='http://vbpl.vn/x?ItemID=79#Dieu_1'>Điều 1</a> Nghị định số 8/2025/NĐ-CP có hiệu lực thi hành kể từ ngày 01/08/2025)</p>\
<p class='pNoiDung'><table><tr><td>Chợ</td><td>Phí</td></tr></table></p>\
<p class='pDieu'>Điều 50.1.NĐ.1.4. Thi hành</p>\
<p class='pGhiChu'>(Điều 2 Nghị định số 8/2025/NĐ-CP Sửa đổi Nghị định số 7/2024/NĐ-CP ngày 1 tháng 12 năm 2024 của Chính phủ quy định phí chợ ngày 15/07/2025 của Chính phủ, có hiệu lực thi hành kể từ ngày 01/08/2025)</p>\
<p class='pNoiDung'><p>Từ tháng 8.</p></p>\
<p class='pDieu'>Điều 50.1.TT.1.1. Không rõ</p><p class='pGhiChu'>(Điều 1 Thông tư)</p><p class='pNoiDung'><p>x</p></p>\
<p class='pDieu'>Điều 50.1.TT.2.1. Không ngày</p>\
<p class='pGhiChu'>(Điều 1 Thông tư số 5/2024/TT-BCT, có hiệu lực thi hành kể từ ngày 01/02/2025)</p><p class='pNoiDung'><p>x</p></p></div>";

fn documents() -> Vec<(ContentRecord, LegalDocumentRecord)> {
    read(&input(PAGE), &options())
        .into_iter()
        .filter_map(|entry| match entry.record.ok()? {
            Record::Content(content) => match content.details.clone() {
                Details::LegalDocument(document) => Some((*content, *document)),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn documents_are_put_together_again() {
    let facts: Vec<_> = documents()
        .into_iter()
        .map(|(content, document)| {
            let ids: Vec<_> = content
                .external_ids
                .iter()
                .map(|id| format!("{} {}", id.system, id.value))
                .collect();
            format!(
                "{} | {} | {} | {}",
                content.title,
                document.document_type,
                document.issued_on,
                ids.join(", ")
            )
        })
        .collect();
    assert_eq!(
        facts,
        [
            "Luật Chợ phiên | luat | 2024-06-05 | codification 50.1.LQ, vbpl 77",
            "Nghị định số 7/2024/NĐ-CP quy định phí chợ | nghi-dinh | 2024-12-01 | codification 50.1.NĐ.1, vbpl 78",
            "Nghị định số 8/2025/NĐ-CP sửa đổi Nghị định số 7/2024/NĐ-CP ngày 1 tháng 12 năm 2024 của Chính phủ quy định phí chợ | nghi-dinh | 2025-07-15 | codification 50.1.NĐ.1.4",
        ]
    );
}

#[test]
fn changes_are_events_of_the_changed_and_relations_of_the_changing() {
    let documents = documents();
    let event = &documents[1].1.events[0];
    assert_eq!(
        (event.date.to_string().as_str(), event.kind),
        ("2025-08-01", EffectKind::Amended)
    );
    assert_eq!(event.provision.as_deref(), Some("dieu-2"));
    assert_eq!(
        event.by.as_ref().map(|by| by.number.as_str()),
        Some("8/2025/NĐ-CP")
    );
    assert_eq!(
        event.note.as_deref(),
        Some("có nội dung được sửa đổi bởi Điều 1")
    );
    let relation = &documents[2].1.relations[0];
    assert_eq!(relation.relation_type, "sua-doi-bo-sung");
    assert_eq!(relation.target.number, "7/2024/NĐ-CP");
    assert_eq!(relation.target_provision.as_deref(), Some("dieu-2"));
}

#[test]
fn references_lead_to_articles() {
    let documents = documents();
    let relations: Vec<_> = documents[0]
        .1
        .relations
        .iter()
        .map(|relation| {
            let provision = relation.provision.as_deref().unwrap_or("");
            let target = relation.target_provision.as_deref().unwrap_or("");
            format!(
                "{} {provision} > {} {target}",
                relation.relation_type, relation.target.number
            )
        })
        .collect();
    assert_eq!(
        relations,
        [
            "dan-chieu dieu-1 > 7/2024/NĐ-CP dieu-2",
            "dan-chieu dieu-1 > 3/2020/TT-BTC dieu-4",
            "dan-chieu dieu-1 > 3/2020/TT-BTC dieu-5",
        ]
    );
}

#[test]
fn refusals_name_what_the_page_lacks() {
    let refusals: Vec<_> = read(&input(PAGE), &options())
        .into_iter()
        .filter_map(|entry| Some(format!("{}: {}", entry.place, entry.record.err()?)))
        .collect();
    assert_eq!(refusals.len(), 2);
    assert!(
        refusals[0]
            .starts_with("50.1.TT.1.1: `pGhiChu`: \u{201c}(Điều 1 Thông tư)\u{201d} does not name"),
        "{refusals:?}"
    );
    assert!(
        refusals[1].starts_with("50.1.TT.2 (5/2024/TT-BCT): `pGhiChu` is missing; "),
        "{refusals:?}"
    );
    let other = read(&input("<html><p>x</p></html>"), &options());
    assert!(
        other[0]
            .record
            .as_ref()
            .is_err_and(|refusal| refusal.to_string().contains("Đề mục"))
    );
}
