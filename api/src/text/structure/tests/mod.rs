//! Tests of the module above.
mod amendments;
mod robustness;

use super::*;
use crate::text::citation::find_citations;

fn paths(text: &str) -> Vec<String> {
    check(text)
        .nodes
        .into_iter()
        .map(|node| node.path)
        .collect()
}

fn own(text: &str, path: &str) -> String {
    let structure = check(text);
    structure
        .get(path)
        .unwrap_or_else(|| panic!("no {path}"))
        .text
        .clone()
}

/// Parses, and holds what must hold of every structure.
fn check(text: &str) -> Structure {
    let structure = parse(text);
    invariants(text, &structure);
    structure
}

fn invariants(text: &str, structure: &Structure) {
    let mut paths = std::collections::HashSet::new();
    let mut end = 0;
    for (index, node) in structure.nodes.iter().enumerate() {
        assert_eq!(
            node.range.start, end,
            "{} begins where the last node ended",
            node.path
        );
        end = node.range.end;
        assert!(paths.insert(&node.path), "{} is unique", node.path);
        assert!(node.parent.is_none_or(|parent| parent < index));
        assert!(
            index == 0 || structure.nodes[index - 1].sort_key < node.sort_key,
            "{} sorts after what precedes it",
            node.path
        );
        let parts =
            letters(&node.label) + node.heading.as_deref().map_or(0, letters) + letters(&node.text);
        assert_eq!(
            parts,
            letters(&text[node.range.clone()]),
            "{} keeps its words",
            node.path
        );
    }
    assert_eq!(
        end,
        if structure.nodes.is_empty() {
            0
        } else {
            text.len()
        }
    );
}

fn letters(text: &str) -> usize {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .count()
}

#[test]
fn parts_chapters_sections_and_their_headings() {
    let text = "QUỐC HỘI\nPHẦN THỨ NHẤT\nNHỮNG QUY ĐỊNH CHUNG\nChương I. CHỢ\nĐiều 1. Chợ\nChợ là nơi mua bán.\n\
                PHẦN THỨ HAI. QUẢN LÝ\nChương I\nBAN QUẢN LÝ\nVÀ HỘ KINH DOANH\nMục 1\nBAN QUẢN LÝ\nTiểu mục 1. TỔ CHỨC\nĐiều 2. Tổ chức\n\
                Ban có trưởng ban.\nMục 2. HỘ KINH DOANH\nĐiều 3. Hộ\nHộ đăng ký.";
    let structure = check(text);
    let tree: Vec<_> = structure
        .nodes
        .iter()
        .map(|node| {
            (
                node.path.as_str(),
                node.parent
                    .map(|parent| structure.nodes[parent].path.as_str()),
            )
        })
        .collect();
    assert_eq!(
        tree,
        [
            ("mo-dau", None),
            ("phan-1", None),
            ("phan-1/chuong-1", Some("phan-1")),
            ("dieu-1", Some("phan-1/chuong-1")),
            ("phan-2", None),
            ("phan-2/chuong-1", Some("phan-2")),
            ("phan-2/chuong-1/muc-1", Some("phan-2/chuong-1")),
            (
                "phan-2/chuong-1/muc-1/tieu-muc-1",
                Some("phan-2/chuong-1/muc-1")
            ),
            ("dieu-2", Some("phan-2/chuong-1/muc-1/tieu-muc-1")),
            ("phan-2/chuong-1/muc-2", Some("phan-2/chuong-1")),
            ("dieu-3", Some("phan-2/chuong-1/muc-2")),
        ]
    );
    let heading = |path| structure.get(path).and_then(|node| node.heading.as_deref());
    assert_eq!(heading("phan-1"), Some("NHỮNG QUY ĐỊNH CHUNG"));
    assert_eq!(
        heading("phan-2/chuong-1"),
        Some("BAN QUẢN LÝ VÀ HỘ KINH DOANH")
    );
    assert_eq!(heading("dieu-2"), Some("Tổ chức"));
}

#[test]
fn clauses_points_and_what_stands_below_them() {
    let text = "Điều 1. Điều kiện\nHộ kinh doanh cần:\n1. Hồ sơ gồm:\na) Đơn;\nb) Bản sao:\nb.1) Thẻ;\nb.2) Sổ;\nc) Ảnh;\nd) Cam kết;\n\
                đ) Biên lai.\nBiên lai phải còn hạn.\n1a. Hồ sơ điện tử.\n2. Nộp hồ sơ.\n2.1. Trực tiếp.\n2.2. Qua mạng.\n2.2.1. Từ nhà.\n3. Nhận.";
    assert_eq!(
        paths(text),
        [
            "dieu-1",
            "dieu-1/khoan-1",
            "dieu-1/khoan-1/diem-a",
            "dieu-1/khoan-1/diem-b",
            "dieu-1/khoan-1/diem-b/tiet-1",
            "dieu-1/khoan-1/diem-b/tiet-2",
            "dieu-1/khoan-1/diem-c",
            "dieu-1/khoan-1/diem-d",
            "dieu-1/khoan-1/diem-dd",
            "dieu-1/khoan-1a",
            "dieu-1/khoan-2",
            "dieu-1/khoan-2/diem-2.1",
            "dieu-1/khoan-2/diem-2.2",
            "dieu-1/khoan-2/diem-2.2/diem-2.2.1",
            "dieu-1/khoan-3",
        ]
    );
    assert_eq!(own(text, "dieu-1"), "Hộ kinh doanh cần:");
    assert_eq!(
        own(text, "dieu-1/khoan-1/diem-dd"),
        "Biên lai.\nBiên lai phải còn hạn."
    );
}

#[test]
fn letters_run_in_vietnamese_order_and_double_after_the_last() {
    let letters = [
        "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s",
        "t", "u", "v", "x", "y", "aa", "bb",
    ];
    let points: Vec<String> = letters
        .iter()
        .map(|letter| format!("{letter}) Điểm này."))
        .collect();
    let structure = check(&format!(
        "Điều 1. Danh sách\n1. Gồm:\n{}",
        points.join("\n")
    ));
    let found: Vec<_> = structure
        .nodes
        .iter()
        .filter_map(|node| node.path.strip_prefix("dieu-1/khoan-1/diem-"))
        .collect();
    assert_eq!(found.len(), letters.len());
    assert_eq!(found[4], "dd");
    assert_eq!(found.last(), Some(&"bb"));
    let keys: Vec<_> = structure.nodes.iter().map(|node| &node.sort_key).collect();
    assert!(keys.is_sorted());
}

#[test]
fn false_starts_are_no_nodes() {
    let text = "Điều 1. Giá\n1. Bảng giá:\n1. Rau\n2. Thịt\n3. Cá\n2. Miễn phí theo\nĐiều 10. của Luật Chợ\n9. dòng lạc\nb) dòng lạc\n\
                Chương II của Luật Chợ quy định khác.\nĐiều 2. Thu\nMục 3 và Mục 4 Nghị định này.";
    assert_eq!(
        paths(text),
        ["dieu-1", "dieu-1/khoan-1", "dieu-1/khoan-2", "dieu-2"]
    );
}

#[test]
fn article_headings_and_articles_without_one() {
    let text = "Điều 1. Ban hành kèm theo Quyết định này Quy chế chợ.\nĐiều 2.\nPhạm vi\nMọi chợ.\nĐiều 3\nSửa đổi Điều 5 như sau:\n“Điều 5. Mới”\nĐiều 4. Hiệu lực";
    let structure = check(text);
    let heading = |path| structure.get(path).and_then(|node| node.heading.as_deref());
    assert_eq!(heading("dieu-1"), None);
    assert_eq!(heading("dieu-2"), Some("Phạm vi"));
    assert_eq!(heading("dieu-3"), Some("Sửa đổi Điều 5 như sau:"));
    assert_eq!(heading("dieu-4"), None);
    assert_eq!(structure.articles().count(), 4);
}

#[test]
fn closing_recipients_enclosure_and_appendices() {
    let text = "ỦY BAN NHÂN DÂN\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế chợ.\nĐiều 2. Quyết định có hiệu lực từ ngày ký./.\n\
                Nơi nhận:\n- Như Điều 2;\n- Lưu.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNông Văn Chợ\nỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
                Độc lập - Tự do - Hạnh phúc\nQUY CHẾ\nHọp chợ vùng cao\n(Ban hành kèm theo Quyết định số 1/2024/QĐ-UBND)\nChương I\nCHUNG\n\
                Điều 1. Phạm vi\n1. Chợ phiên.\nĐiều 2. Giờ\nSáng.\nĐiều 3. Phí\nCó.\nCHỦ TỊCH\nNông Văn Chợ\nPhụ lục I\nDANH MỤC CHỢ\n\
                (Kèm theo Quyết định số 1/2024/QĐ-UBND)\nI. Vùng cao\n1. Chợ xã\n2. Chợ bản\nII. Vùng thấp\nPHỤ LỤC II. BIỂU MẪU\nMẫu số 01\nĐơn\nMẫu số 02\nTờ khai\n\
                Mẫu số 01. Đơn\nKính gửi: ....\n1. Tên: ....\nMẫu số 02. Tờ khai\nĐiều 1. Cho phép ....";
    let structure = check(text);
    let found: Vec<_> = structure
        .nodes
        .iter()
        .map(|node| node.path.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "mo-dau",
            "dieu-1",
            "dieu-2",
            "noi-nhan",
            "ket-thuc",
            "kem-theo-1",
            "kem-theo-1/chuong-1",
            "kem-theo-1/dieu-1",
            "kem-theo-1/dieu-1/khoan-1",
            "kem-theo-1/dieu-2",
            "kem-theo-1/dieu-3",
            "kem-theo-1/ket-thuc",
            "phu-luc-1",
            "phu-luc-1/muc-1",
            "phu-luc-1/muc-1/khoan-1",
            "phu-luc-1/muc-1/khoan-2",
            "phu-luc-1/muc-2",
            "phu-luc-2",
            "phu-luc-2/mau-1",
            "phu-luc-2/mau-2",
        ]
    );
    let heading = |path| structure.get(path).and_then(|node| node.heading.as_deref());
    assert_eq!(heading("kem-theo-1"), Some("QUY CHẾ Họp chợ vùng cao"));
    assert_eq!(heading("phu-luc-1"), Some("DANH MỤC CHỢ"));
    assert_eq!(heading("phu-luc-2/mau-2"), Some("Tờ khai"));
    assert_eq!(structure.articles().count(), 2);
    let keys: Vec<_> = structure.nodes.iter().map(|node| &node.sort_key).collect();
    assert!(keys.is_sorted(), "{keys:?}");
    let enclosure = found
        .iter()
        .position(|path| *path == "kem-theo-1")
        .expect("an enclosure");
    assert!(text[structure.extent(enclosure)].starts_with("ỦY BAN NHÂN DÂN\nCỘNG HÒA"));
    assert!(text[structure.extent(enclosure)].ends_with("Nông Văn Chợ\n"));
}

#[test]
fn consolidated_texts_close_with_their_authentication_and_footnotes() {
    let text = "THÔNG TƯ\nĐiều 1. Chợ[1]\n1.[2] Chợ phiên.\nBỘ CHỢ\nVÀ PHIÊN\nSố: 5/VBHN-BCT\nXÁC THỰC VĂN BẢN HỢP NHẤT\nHà Nội, ngày 1 tháng 2 năm 2024\n\
                KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nLò Thị Phiên\n[1] Điều này được sửa đổi như sau:\n“Điều 2. Khác\n1. Khác.”\n[2] Khoản này được bổ sung.";
    assert_eq!(
        paths(text),
        [
            "mo-dau",
            "dieu-1",
            "dieu-1/khoan-1",
            "ket-thuc",
            "chu-thich-1",
            "chu-thich-2"
        ]
    );
    assert!(own(text, "ket-thuc").starts_with("BỘ CHỢ\nVÀ PHIÊN\nSố: 5/VBHN-BCT"));
    assert_eq!(
        own(text, "chu-thich-1"),
        "Điều này được sửa đổi như sau:\n“Điều 2. Khác\n1. Khác.”"
    );
    let first_mark_lost = text.replace("Chợ[1]", "Chợ");
    assert_eq!(paths(&first_mark_lost), paths(text));
    assert!(paths(&text.replace("[2]", "[3]")).contains(&"chu-thich-3".to_owned()));
}

#[test]
fn signatures_in_the_middle_do_not_end_the_document() {
    let text = "Điều 1. Mẫu giấy\nGiấy có dòng:\nBỘ TRƯỞNG\nĐiều 2. Hiệu lực\nTừ nay.\nBỘ TRƯỞNG\nLò Văn Chợ";
    assert_eq!(paths(text), ["dieu-1", "dieu-2", "ket-thuc"]);
}

#[test]
fn old_texts_without_articles() {
    let text = "THÔNG TƯ\nVề việc họp chợ\nI. PHẠM VI\n1. Chợ phiên:\na) Chợ xã;\nb) Chợ bản.\n2. Chợ đêm.\nII. TỔ CHỨC\nGiao Sở.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nLò Văn Chợ";
    assert_eq!(
        paths(text),
        [
            "mo-dau",
            "muc-1",
            "muc-1/khoan-1",
            "muc-1/khoan-1/diem-a",
            "muc-1/khoan-1/diem-b",
            "muc-1/khoan-2",
            "muc-2",
            "ket-thuc",
        ]
    );
}

#[test]
fn plans_keep_their_headings() {
    let plan = "KẾ HOẠCH\nI. MỤC TIÊU\n1. Mục tiêu chung\nĐưa pháp luật đến bản.\n2. Chỉ tiêu\n2.1. Sách\na) In 100 cuốn;\n2.2. Phim\nIII. TỔ CHỨC\n1. Sở Tư pháp\nNơi nhận:\n- Lưu.\nCHỦ TỊCH\nLò Văn Chợ";
    let structure = headings(plan);
    invariants(plan, &structure);
    let found: Vec<_> = structure
        .nodes
        .iter()
        .map(|node| (node.path.as_str(), node.heading.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            ("mo-dau", None),
            ("muc-1", Some("MỤC TIÊU")),
            ("muc-1/khoan-1", Some("Mục tiêu chung")),
            ("muc-1/khoan-2", Some("Chỉ tiêu")),
            ("muc-1/khoan-2/diem-2.1", Some("Sách")),
            ("muc-1/khoan-2/diem-2.1/diem-a", None),
            ("muc-1/khoan-2/diem-2.2", Some("Phim")),
            ("muc-3", Some("TỔ CHỨC")),
            ("muc-3/khoan-1", Some("Sở Tư pháp")),
            ("noi-nhan", None),
            ("ket-thuc", None),
        ]
    );
}

#[test]
fn a_text_without_any_number_is_all_front() {
    assert_eq!(paths("Thư gửi bà con\nChúc chợ đông."), ["mo-dau"]);
    assert!(parse("").nodes.is_empty());
    assert!(parse(" \n\t\n").nodes.is_empty());
}

#[test]
fn repeated_numbers_get_paths_of_their_own() {
    let text = "I. Một\n1. A\nII. Hai\nKT. BỘ TRƯỞNG\nLò Văn Chợ\nPhụ lục\nMột\nHai\nBa\nBốn\nPhụ lục\nNăm";
    assert_eq!(paths(text)[4..], ["phu-luc-1", "phu-luc-2"]);
    let forms = "Điều 1. Chợ\nCó.\nBỘ TRƯỞNG\nLò Văn Chợ\nMẫu 1\nMột\nHai\nBa\nPhụ lục 1\nMột\nHai\nBa\nMẫu 1\nMột";
    assert_eq!(paths(forms)[2..], ["mau-1", "phu-luc-1", "phu-luc-1/mau-1"]);
}

#[test]
fn the_only_appendix_is_found_by_those_who_cite_it() {
    let text = "Điều 1. Phí\nMức phí theo Phụ lục ban hành kèm theo Thông tư này.\nBỘ TRƯỞNG\nLò Văn Chợ\n\
                PHỤ LỤC\nMỨC PHÍ\n(Ban hành kèm theo Thông tư số 1/2025/TT-BTC)\n1. Chợ đêm: 1.000 đồng.\nMẫu số 01\nTờ khai";
    let structure = check(text);
    let cited = &find_citations(text)[0];
    assert_eq!(cited.paths, ["phu-luc"]);
    let found = structure.get(&cited.paths[0]).expect("the appendix");
    assert_eq!(
        (found.kind, found.heading.as_deref()),
        (Kind::Appendix, Some("MỨC PHÍ"))
    );
    assert!(
        structure
            .get("phu-luc/mau-01")
            .or(structure.get("phu-luc/mau-1"))
            .is_some()
    );
}
