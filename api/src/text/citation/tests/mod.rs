//! Tests of the module above.
mod robustness;

use super::*;

/// The citations of a text as `text | paths | document`.
fn found(text: &str) -> Vec<String> {
    find_citations(text)
        .into_iter()
        .map(|citation| {
            format!(
                "{} | {} | {}",
                citation.text,
                citation.paths.join(" "),
                told(&citation.document)
            )
        })
        .collect()
}

fn told(document: &Document) -> String {
    match document {
        Document::This(word) => format!("{word} này"),
        Document::Number { number, .. } => number.to_string(),
        Document::Name {
            document_type,
            name,
            year,
        } => {
            let year = year.map_or_else(String::new, |year| format!(" {year}"));
            format!("{}: {name}{year}", document_type.code())
        }
        Document::Attached { kind, number } => format!("{kind} kèm {number}"),
        Document::Mentioned(word) => format!("{word} đã nêu"),
        Document::Unstated => "-".to_owned(),
    }
}

fn assert_found(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(found(text), *expected, "{text}");
    }
}

#[test]
fn small_to_large() {
    assert_found(&[
        (
            "theo điểm a khoản 2 Điều 5 Luật PBGDPL số 14/2012/QH13.",
            &[
                "điểm a khoản 2 Điều 5 Luật PBGDPL số 14/2012/QH13 | dieu-5/khoan-2/diem-a | 14/2012/QH13",
            ],
        ),
        (
            "tại điểm đ Khoản 3 điều 12a thì",
            &["điểm đ Khoản 3 điều 12a | dieu-12a/khoan-3/diem-dd | -"],
        ),
        (
            "điểm a1 khoản 1a Điều 5",
            &["điểm a1 khoản 1a Điều 5 | dieu-5/khoan-1a/diem-a1 | -"],
        ),
        (
            "điểm 13 của Nghị quyết số 142/2024/QH15",
            &["điểm 13 của Nghị quyết số 142/2024/QH15 | diem-13 | 142/2024/QH15"],
        ),
        (
            "tiết b1 điểm b khoản 5 Điều 3 của Thông tư này",
            &[
                "tiết b1 điểm b khoản 5 Điều 3 của Thông tư này | dieu-3/khoan-5/diem-b/tiet-b1 | Thông tư này",
            ],
        ),
        (
            "gạch đầu dòng thứ nhất điểm a khoản 1 Điều 2",
            &["gạch đầu dòng thứ nhất điểm a khoản 1 Điều 2 | dieu-2/khoan-1/diem-a/gach-1 | -"],
        ),
        (
            "theo đoạn 2 khoản 1 Điều 7",
            &["đoạn 2 khoản 1 Điều 7 | dieu-7/khoan-1/doan-2 | -"],
        ),
        (
            "khoản 2, Điều 4 Luật Trẻ em",
            &["khoản 2, Điều 4 Luật Trẻ em | dieu-4/khoan-2 | luat: Trẻ em"],
        ),
        (
            "Điều 4 khoản 2 điểm c",
            &["Điều 4 khoản 2 điểm c | dieu-4/khoan-2/diem-c | -"],
        ),
        ("Khoản1 Điều5", &["Khoản1 Điều5 | dieu-5/khoan-1 | -"]),
    ]);
}

#[test]
fn lists_and_ranges() {
    assert_found(&[
        (
            "các Điều 6, 7 và Điều 8 của Thông tư này",
            &["các Điều 6, 7 và Điều 8 của Thông tư này | dieu-6 dieu-7 dieu-8 | Thông tư này"],
        ),
        (
            "Khoản 1 và Khoản 2 Điều 6",
            &["Khoản 1 và Khoản 2 Điều 6 | dieu-6/khoan-1 dieu-6/khoan-2 | -"],
        ),
        (
            "điểm b Khoản 1 và Khoản 2 Điều 5 Quyết định này",
            &[
                "điểm b Khoản 1 và Khoản 2 Điều 5 Quyết định này | dieu-5/khoan-1/diem-b dieu-5/khoan-2 | Quyết định này",
            ],
        ),
        (
            "các điểm a, b, c, g và n khoản 1 và khoản 2 Điều 2 của Luật BHXH",
            &[
                "các điểm a, b, c, g và n khoản 1 và khoản 2 Điều 2 của Luật BHXH | dieu-2/khoan-1/diem-a dieu-2/khoan-1/diem-b \
               dieu-2/khoan-1/diem-c dieu-2/khoan-1/diem-g dieu-2/khoan-1/diem-n dieu-2/khoan-2 | luat: BHXH",
            ],
        ),
        (
            "từ khoản 1 đến khoản 3 Điều này",
            &[
                "từ khoản 1 đến khoản 3 Điều này | dieu-nay/khoan-1 dieu-nay/khoan-2 dieu-nay/khoan-3 | -",
            ],
        ),
        (
            "Điều 5 đến Điều 8",
            &["Điều 5 đến Điều 8 | dieu-5 dieu-6 dieu-7 dieu-8 | -"],
        ),
        (
            "các điểm từ c đến g khoản 1 Điều 9",
            &[
                "các điểm từ c đến g khoản 1 Điều 9 | dieu-9/khoan-1/diem-c \
            dieu-9/khoan-1/diem-d dieu-9/khoan-1/diem-dd dieu-9/khoan-1/diem-e dieu-9/khoan-1/diem-g | -",
            ],
        ),
        (
            "khoản 3 Điều 10, khoản 1 và khoản 2 Điều 35 của Luật này",
            &[
                "khoản 3 Điều 10, khoản 1 và khoản 2 Điều 35 của Luật này | dieu-10/khoan-3 dieu-35/khoan-1 dieu-35/khoan-2 | Luật này",
            ],
        ),
        (
            "khoản 2 và Điều 8 Nghị định này",
            &["khoản 2 và Điều 8 Nghị định này | khoan-2 dieu-8 | Nghị định này"],
        ),
        ("Điều 6, 30 ngày kể từ", &["Điều 6 | dieu-6 | -"]),
        ("theo khoản 1,\n2. Phạt tiền", &["khoản 1 | khoan-1 | -"]),
    ]);
}

#[test]
fn relative() {
    assert_found(&[
        (
            "quy định tại Luật này, Điều này và điểm a khoản này",
            &[
                "Luật này |  | Luật này",
                "Điều này | dieu-nay | -",
                "điểm a khoản này | khoan-nay/diem-a | -",
            ],
        ),
        (
            "Chính phủ quy định chi tiết khoản này.",
            &["khoản này | khoan-nay | -"],
        ),
        ("Điều này có nghĩa là ai cũng phải làm.", &[]),
        (
            "Anh ấy không biết điều này. Các khoản này là tiền lương.",
            &[],
        ),
        ("Điều này quy định về phí.", &["Điều này | dieu-nay | -"]),
        ("ký quyết định này; quy định này", &[]),
        (
            "Điều 19 của Luật, quyết định",
            &["Điều 19 của Luật | dieu-19 | Luật đã nêu"],
        ),
        (
            "Điều 3 Nghị định nêu trên",
            &["Điều 3 Nghị định nêu trên | dieu-3 | Nghị định đã nêu"],
        ),
    ]);
}

#[test]
fn documents_by_number_and_name() {
    assert_found(&[
        (
            "khoản 1 Điều 56 Luật Trật tự, an toàn giao thông đường bộ 2024 quy định",
            &[
                "khoản 1 Điều 56 Luật Trật tự, an toàn giao thông đường bộ 2024 | dieu-56/khoan-1 | luat: Trật tự, an toàn giao thông đường bộ 2024",
            ],
        ),
        (
            "Điều 3 Luật Hôn nhân và gia đình và các",
            &["Điều 3 Luật Hôn nhân và gia đình | dieu-3 | luat: Hôn nhân và gia đình"],
        ),
        (
            "Điều 3 Luật Sao Hỏa có quy định",
            &["Điều 3 Luật Sao Hỏa | dieu-3 | luat: Sao Hỏa"],
        ),
        (
            "Luật Sao, trăng và gió số 1/2027/QH16; Điều 2 Luật Sao, trăng và gió cũng",
            &[
                "Luật Sao, trăng và gió số 1/2027/QH16 |  | 1/2027/QH16",
                "Điều 2 Luật Sao, trăng và gió | dieu-2 | luat: Sao, trăng và gió",
            ],
        ),
        (
            "Điều 123 BLDS 2015",
            &["Điều 123 BLDS 2015 | dieu-123 | bo-luat: Dân sự 2015"],
        ),
        (
            "Điều 16 Hiến pháp năm 2013",
            &["Điều 16 Hiến pháp năm 2013 | dieu-16 | hien-phap:  2013"],
        ),
        ("xử lý kỷ luật lao động theo pháp luật đất đai", &[]),
        (
            "Nghị định số 100/2019, Nghị \nđịnh 123/2021/NĐ\nCP",
            &[
                "Nghị định số 100/2019 |  | 100/2019/NĐ-CP",
                "Nghị \nđịnh 123/2021/NĐ\nCP |  | 123/2021/NĐ-CP",
            ],
        ),
        (
            "Quyết định của Thủ tướng Chính phủ số 08/2022/QĐ-TTg",
            &["Quyết định của Thủ tướng Chính phủ số 08/2022/QĐ-TTg |  | 08/2022/QĐ-TTg"],
        ),
        ("Mẫu số 02/QĐ-UBND", &[]),
        (
            "quy định của Nghị định số 69/2019/NĐ-CP",
            &["Nghị định số 69/2019/NĐ-CP |  | 69/2019/NĐ-CP"],
        ),
        (
            "Điều 7 Quy chế làm việc ban hành kèm theo Quyết định số 45/2020/QĐ-UBND",
            &[
                "Điều 7 Quy chế làm việc ban hành kèm theo Quyết định số 45/2020/QĐ-UBND | dieu-7 | Quy chế kèm 45/2020/QĐ-UBND",
            ],
        ),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức năm 2019",
            &[
                "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức năm 2019 |  | \
               luat: sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức 2019",
            ],
        ),
    ]);
}

#[test]
fn parts_and_appendices() {
    assert_found(&[
        (
            "Mục 2 Chương III Luật này",
            &["Mục 2 Chương III Luật này | chuong-3/muc-2 | Luật này"],
        ),
        (
            "Chương II Phần thứ hai của Luật này",
            &["Chương II Phần thứ hai của Luật này | phan-2/chuong-2 | Luật này"],
        ),
        (
            "Điều 3 Chương I Nghị định này",
            &["Điều 3 Chương I Nghị định này | dieu-3 | Nghị định này"],
        ),
        (
            "Mục C.II Phụ lục I kèm theo Nghị định số 289/2025/NĐ-CP",
            &[
                "Mục C.II Phụ lục I kèm theo Nghị định số 289/2025/NĐ-CP | phu-luc-1/muc-c.2 | 289/2025/NĐ-CP",
            ],
        ),
        (
            "Phụ lục ban hành kèm theo Thông tư này",
            &["Phụ lục ban hành kèm theo Thông tư này | phu-luc | Thông tư này"],
        ),
        ("mục đích của phần mềm trong chương trình 167", &[]),
    ]);
}

#[test]
fn nested_in_brackets() {
    assert_found(&[(
        "điểm a khoản 3 (sửa đổi tại khoản 34 Điều 2 Nghị định số 123/2021/NĐ-CP), điểm c khoản 7 Điều 5 Nghị định này",
        &[
            "điểm a khoản 3 (sửa đổi tại khoản 34 Điều 2 Nghị định số 123/2021/NĐ-CP), điểm c khoản 7 Điều 5 Nghị định này \
             | dieu-5/khoan-3/diem-a dieu-5/khoan-7/diem-c | Nghị định này",
            "khoản 34 Điều 2 Nghị định số 123/2021/NĐ-CP | dieu-2/khoan-34 | 123/2021/NĐ-CP",
        ],
    )]);
}

#[test]
fn headings_and_ordinary_words_are_no_citations() {
    assert_found(&[
        ("QUY ĐỊNH CHUNG\nĐiều 5. Phạm vi\n1. Luật", &[]),
        ("như sau:\n“Điều 5. Phạm vi", &[]),
        ("Chương II\nTỔ CHỨC\n\nMục 1\nChung", &[]),
        (
            "theo quy định tại\nĐiều 5. Ngoài ra",
            &["Điều 5 | dieu-5 | -"],
        ),
        ("bị trừ 02 điểm. Điểm của giấy phép", &[]),
        ("1 điểm 2 điểm 3 điểm", &[]),
        (
            "các khoản 500.000 đồng; khoản 2 triệu; điều kiện; ngày 1/2/2024",
            &[],
        ),
        ("Điều 44.8.LQ.12. Phạm vi", &[]),
        ("giai đoạn 2021 - 2025", &[]),
    ]);
    assert_eq!(
        found("Điều 4.1 Luật này"),
        ["Điều 4.1 Luật này | dieu-4/khoan-1 | Luật này"]
    );
}
