//! The spelling that people have: of each pair, the second is found as the first is.

use unicode_normalization::UnicodeNormalization;

use super::headings;
use crate::support::province::for_sqlite;

/// As it should be written, and as somebody writes it.
const PAIRS: [(&str, &str); 64] = [
    ("tuyên truyền viên pháp luật", "tuyen truyen vien phap luat"),
    ("tuyên truyền viên pháp luật", "TUYÊN TRUYỀN VIÊN PHÁP LUẬT"),
    ("đăng ký khai sinh", "dang ky khai sinh"),
    ("đăng ký khai sinh", "đăng kí khai sinh"),
    ("đăng ký khai sinh", "ðăng ký khai sinh"),
    ("đăng ký khai sinh", "Đăng Ký Khai Sinh"),
    ("đất đai", "dat dai"),
    ("hòa giải ở cơ sở", "hoà giải ở cơ sở"),
    ("hòa giải ở cơ sở", "hoa giai o co so"),
    ("hòa giải ở cơ sở", "HÒA GIẢI Ở CƠ SỞ"),
    ("hòa giải ở cơ sở", "hoa giải o cơ so"),
    ("thủy lợi", "thuỷ lợi"),
    ("Ủy ban nhân dân", "Uỷ ban nhân dân"),
    ("Ủy ban nhân dân", "uy ban nhan dan"),
    ("tảo hôn", "tao hon"),
    ("tuổi kết hôn của nam, nữ", "tuoi ket hon cua nam nu"),
    ("tuổi kết hôn của nam, nữ", "tuổi kết hôn nam nữ"),
    ("trợ giúp pháp lý", "tro giup phap ly"),
    ("trợ giúp pháp lý", "trợ giúp pháp lí"),
    ("trợ giúp pháp lý lưu động", "tro giup phap ly luu dong"),
    ("bạo lực gia đình", "bao luc gia dinh"),
    ("bạo lực gia đình", "bao lưc gia đình"),
    ("di chúc", "di chuc"),
    ("phiên tòa giả định", "phiên toà giả định"),
    ("phiên tòa giả định", "phien toa gia dinh"),
    (
        "Hội đồng phối hợp phổ biến, giáo dục pháp luật",
        "hoi dong phoi hop pho bien giao duc phap luat",
    ),
    ("báo cáo viên pháp luật", "bao cao vien phap luat"),
    ("901/2023/NQ-HĐND", "901/2023/nq-hdnd"),
    ("901/2023/NQ-HĐND", "901/2023"),
    ("901/2023/NQ-HĐND", "nq 901/2023/NQ-HĐND"),
    ("901/2023/NQ-HĐND", "Nghị quyết số 901/2023/NQ-HÐND"),
    ("901/2023/NQ-HĐND", "901/2023NQ-HĐND"),
    ("902/2023/QĐ-UBND", "902/2023/qd-ubnd"),
    ("902/2023/QĐ-UBND", "902/2023"),
    ("902/2023/QĐ-UBND", "902/2023/QÐ-UBND"),
    ("907/2025/QĐ-UBND", "907/2025"),
    ("907/2025/QĐ-UBND", "qd 907/2025/qd-ubnd"),
    ("906/2026/NQ-HĐND", "906/2026"),
    ("905/2026/QĐ-UBND", "905/2026/qđ-ubnd"),
    ("908/QĐ-UBND", "908/qd-ubnd"),
    ("908/QĐ-UBND", "số 908/QĐ-UBND"),
    ("909/VBHN-HĐND", "909/vbhn-hdnd"),
    ("tuyên truyền viên pháp luật", "tuyên truyền viêm pháp luật"),
    (
        "tuyên truyền viên pháp luật",
        "tuyeen truyền viên pháp luật",
    ),
    ("đăng ký khai sinh", "đăng ký khai sonh"),
    ("hòa giải ở cơ sở", "hòa giair ở cơ sở"),
    ("trợ giúp pháp lý", "trợ giupp pháp lý"),
    ("trợ giúp pháp lý", "trợ gíup pháp lý"),
    ("bạo lực gia đình", "bạo lực gia đinhh"),
    ("bạo lực gia đình", "bạolực gia đình"),
    ("báo cáo viên pháp luật", "báo cáo viên pháp luậtt"),
    ("báo cáo viên pháp luật", "báo cáo viên pháp lậut"),
    ("phiên tòa giả định", "phiên tòa giarr định"),
    (
        "Hội đồng phối hợp phổ biến, giáo dục pháp luật",
        "hội đồng phôis hợp phổ biến giáo dục pháp luật",
    ),
    ("tuổi kết hôn của nam, nữ", "tuổi kếthôn của nam, nữ"),
    ("tuổi kết hôn của nam, nữ", "tuổi kết hôn\u{a0}của nam, nữ"),
    ("chuyển đổi số", "chuyen doi so"),
    ("chuẩn tiếp cận pháp luật", "chuan tiep can phap luat"),
    ("chuẩn tiếp cận pháp luật", "chuẩn tiếp cận pháp luật.  "),
    ("Ngày Pháp luật Việt Nam", "ngày pháp luật việt nam"),
    ("Ngày Pháp luật Việt Nam", "ngay phap luat viet nam"),
    ("thủ tục hành chính", "thu tuc hanh chinh"),
    ("công chứng", "cong chung"),
    ("xe máy 50 phân khối", "xe may 50 phan khoi"),
];

#[tokio::test]
async fn what_is_meant_is_found_however_it_is_written() {
    for_sqlite(async |province| {
        let mut other = Vec::new();
        for (right, written) in PAIRS {
            let expected = headings(province, right).await;
            let decomposed: String = written.nfd().collect();
            assert!(!expected.is_empty(), "{right}");
            for written in [written, &decomposed] {
                let found = headings(province, written).await;
                if found.first() != expected.first() {
                    other.push(format!(
                        "{written}: {:?}, not {:?}",
                        found.first(),
                        expected.first()
                    ));
                }
            }
        }
        assert!(other.is_empty(), "{}", other.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn a_document_is_found_first_by_its_number() {
    for_sqlite(async |province| {
        for (number, title) in [
            ("902/2023/QĐ-UBND", "Quyết định số 902/2023/QĐ-UBND"),
            ("902/2023", "Quyết định số 902/2023/QĐ-UBND"),
            ("901/2023", "Nghị quyết số 901/2023/NQ-HĐND"),
        ] {
            let found = headings(province, number).await;
            assert!(found[0].starts_with(title), "{number}: {found:?}");
        }
    })
    .await;
}
