//! What amendments leave in a text: quoted, inserted and repealed provisions.

use super::*;

#[test]
fn inserted_provisions_sort_after_what_they_follow() {
    let text = "Điều 12. Chợ\n1. Một\na) A\na1) A một\nb) B\n2. Hai\nĐiều 12a. Chợ đêm\nCó.\nĐiều 12b. Chợ nổi\nCó.\nĐiều 13. Phí\nCó.";
    let structure = check(&format!("Điều 11. Tên\nCó.\n{text}"));
    let in_order: Vec<_> = structure.nodes.iter().map(|node| &node.sort_key).collect();
    assert!(
        in_order.is_sorted_by(|one, other| one < other),
        "{in_order:?}"
    );
    assert!(structure.get("dieu-12/khoan-1/diem-a1").is_some());
    assert!(structure.get("dieu-12b").is_some());
}

#[test]
fn quoted_amendments_open_no_node() {
    let text = "Điều 1. Sửa đổi, bổ sung một số điều\n1. Sửa đổi Điều 5 như sau:\n“Điều 5. Giờ\n1. Sáng.\na) Sớm;\n2. Chiều.”\n\
                2. Bổ sung Điều 5a vào sau Điều 5 như sau:\n“Điều 5a. Đêm\n1. Đến 22 giờ.”.\nĐiều 2. Hiệu lực\n1. Từ nay.";
    assert_eq!(
        paths(text),
        [
            "dieu-1",
            "dieu-1/khoan-1",
            "dieu-1/khoan-2",
            "dieu-2",
            "dieu-2/khoan-1"
        ]
    );
}

#[test]
fn quotations_closed_too_early_or_without_marks() {
    let early = "Điều 1. Bổ sung Mục 2a\n“Mục 2a\nCHỢ ĐÊM\nĐiều 8a. Giờ\n1. Tối.”.\nĐiều 8b. Nơi\n1. Phố.\n2. Bến.”.\nĐiều 2. Hiệu lực\nTừ nay.";
    assert_eq!(paths(early), ["dieu-1", "dieu-2"]);
    let bare = "Điều 1. Sửa đổi\n1. Khoản 2 Điều 3 được sửa đổi như sau:\n2. Phí gồm:\na) Chỗ;\nb) Vệ sinh.\n5. Miễn phí.\n\
                2. Điều 24 được sửa đổi như sau:\nĐiều 24. Thu phí\n1. Thu ngày.\n2. Thu tháng.\n3. Bãi bỏ Điều 25.\nĐiều 2. Hiệu lực\nTừ nay.";
    assert_eq!(
        paths(bare),
        [
            "dieu-1",
            "dieu-1/khoan-1",
            "dieu-1/khoan-2",
            "dieu-1/khoan-3",
            "dieu-2"
        ]
    );
}

#[test]
fn repealed_provisions_leave_gaps() {
    let text = "Điều 1. Chợ\n1. Một.\n2.[3] (được bãi bỏ)\n4. Bốn.\nChương II[2] (được bãi bỏ)\nChương III\nPHÍ\nĐiều 9.[4] (được bãi bỏ)\nĐiều 10. Phí[5]\nThu.\n\
                Điều 11. Nộp\nNộp.\nĐiều 12. Miễn\nMiễn.";
    let structure = check(text);
    let found: Vec<_> = structure
        .nodes
        .iter()
        .map(|node| node.path.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "dieu-1",
            "dieu-1/khoan-1",
            "dieu-1/khoan-2",
            "dieu-1/khoan-4",
            "chuong-2",
            "chuong-3",
            "dieu-9",
            "dieu-10",
            "dieu-11",
            "dieu-12"
        ]
    );
    assert_eq!(structure.nodes[6].text, "(được bãi bỏ)");
    assert_eq!(structure.nodes[6].number.as_deref(), Some("9"));
}

#[test]
fn what_was_amended_before_is_not_quoted() {
    let text = "Điều 1. Thẻ\n1. Cấp thẻ.\n2. Đổi thẻ theo Điều 8 Nghị định số 70/2015/NĐ-CP đã được sửa đổi, bổ sung, cụ thể như sau:\na) Chợ gửi đơn;\nb) Xã đổi thẻ.";
    assert_eq!(
        paths(text),
        [
            "dieu-1",
            "dieu-1/khoan-1",
            "dieu-1/khoan-2",
            "dieu-1/khoan-2/diem-a",
            "dieu-1/khoan-2/diem-b"
        ]
    );
}
