//! Tests of the module above.
use super::*;

fn found(line: &str, verb: Option<Verb>) -> Vec<String> {
    acts(line, verb)
        .into_iter()
        .map(|acted| {
            let paths = if acted.paths.is_empty() {
                String::new()
            } else {
                format!(" {}", acted.paths.join(" "))
            };
            format!("{:?} {}{paths}", acted.verb, acted.number)
        })
        .collect()
}

#[test]
fn names_cite_other_documents() {
    assert_eq!(
        found(
            "Sửa đổi, bổ sung một số điều của Nghị định số 10/2022/NĐ-CP ngày 15 tháng 01 năm 2022 của Chính phủ quy định chi tiết Luật số 9/2020/QH14 và Luật số 8/2019/QH14",
            None
        ),
        ["Amends 10/2022/NĐ-CP"]
    );
    assert_eq!(
        found(
            "Bãi bỏ Quyết định số 02/2007/QĐ-BTS ngày 08/3/2007 về Chương trình thực hiện Nghị quyết Đại hội, Nghị quyết số 25/2006/NQ-CP.",
            None
        ),
        ["Repeals 02/2007/QĐ-BTS"]
    );
    assert_eq!(
        found(
            "Về việc đính chính Thông tư số 138/2025/TT-BTC sửa đổi, bổ sung một số điều của Thông tư 95/2020/TT-BTC và Thông tư số 06/2022/TT-BTC",
            None
        ),
        ["Corrects 138/2025/TT-BTC"]
    );
}

#[test]
fn remarks_on_amendments_do_not_count() {
    assert_eq!(
        found(
            "Căn cứ Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 đã được sửa đổi, bổ sung một số điều theo Luật số 87/2025/QH15;",
            None
        ),
        ["Rests 64/2025/QH15"]
    );
    assert_eq!(
        found(
            "Sửa đổi, bổ sung một số điều của Nghị định số 100/2024/NĐ-CP ngày 26 tháng 7 năm 2024 (đã được sửa đổi, bổ sung tại Nghị định số 261/2025/NĐ-CP và Nghị định số 54/2026/NĐ-CP)",
            None
        ),
        ["Amends 100/2024/NĐ-CP"]
    );
    assert_eq!(
        found(
            "sửa đổi, bổ sung một số điều của Luật Chứng khoán số 54/2019/QH14, Luật Kế toán số 88/2015/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số 38/2019/QH14, Luật số 39/2019/QH14 và Luật Quản lý thuế số 38/2018/QH14",
            None
        ),
        [
            "Amends 54/2019/QH14",
            "Amends 88/2015/QH13",
            "Amends 38/2018/QH14"
        ]
    );
}

#[test]
fn grounds_part_at_semicolons() {
    assert_eq!(
        found(
            "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ; Nghị định số 154/2020/NĐ-CP ngày 31/12/2020 sửa đổi, bổ sung Nghị định số 34/2016/NĐ-CP;",
            None
        ),
        ["Rests 34/2016/NĐ-CP", "Rests 154/2020/NĐ-CP"]
    );
}

#[test]
fn two_verbs_in_one_sentence() {
    assert_eq!(
        found(
            "Thông tư này có hiệu lực từ ngày 01/01/2026, thay thế Thông tư số 18/2020/TT-BTC ngày 31/3/2020 của Bộ trưởng Bộ Tài chính về việc A và bãi bỏ Điều 2 Thông tư số 41/2025/TT-BTC ngày 16/6/2025 sửa đổi, bổ sung một số điều của Thông tư số 123/2014/TT-BTC; Thông tư số 324/2016/TT-BTC.",
            None
        ),
        ["Replaces 18/2020/TT-BTC", "Repeals 41/2025/TT-BTC dieu-2"]
    );
}

#[test]
fn parts_before_their_document() {
    assert_eq!(
        found(
            "Bãi bỏ khoản 1 Điều 15; các khoản 1, 2 Điều 18 của Thông tư số 59/2015/TT-BLĐTBXH.",
            None
        ),
        ["Repeals 59/2015/TT-BLĐTBXH dieu-15/khoan-1 dieu-18/khoan-1 dieu-18/khoan-2"]
    );
}

#[test]
fn parts_of_several_documents() {
    assert_eq!(
        found(
            "Các quy định tại khoản 1 Điều 1, Điều 2 Thông tư số 37/2021/TT-BTC",
            Some(Verb::Ends)
        ),
        ["Ends 37/2021/TT-BTC dieu-1/khoan-1 dieu-2"]
    );
    assert_eq!(
        found(
            "Bãi bỏ Điều 12 Thông tư số 6/2017/TT-BTC ngày 8/3/2017 quy định về A; khoản 1 Điều 3 Thông tư số 34/2018/TT-BTC.",
            None
        ),
        [
            "Repeals 6/2017/TT-BTC dieu-12",
            "Repeals 34/2018/TT-BTC dieu-3/khoan-1"
        ]
    );
}

#[test]
fn what_is_not_said_plainly_is_left() {
    for line in [
        "Thay thế cụm từ “A” bằng cụm từ “B” tại khoản 3 Điều 9 Thông tư số 152/2016/TT-BTC.",
        "Trường hợp Thông tư số 1/2020/TT-BTC được sửa đổi, bổ sung hoặc thay thế bởi Thông tư số 2/2020/TT-BTC thì theo văn bản mới.",
        "Đăng ký theo Nghị định số 1/2020/NĐ-CP. Bãi bỏ hồ sơ giấy.",
        "“Bãi bỏ Thông tư số 1/2020/TT-BTC”.",
    ] {
        assert_eq!(found(line, None), [""; 0], "{line}");
    }
}

#[test]
fn a_verb_may_stand_above_the_line() {
    let line = "Thông tư số 1/2020/TT-BTC ngày 1/2/2020 hướng dẫn Nghị định số 5/2019/NĐ-CP.";
    assert_eq!(found(line, Some(Verb::Repeals)), ["Repeals 1/2020/TT-BTC"]);
    assert_eq!(found(line, None), [""; 0]);
    assert_eq!(
        opening_verb("Bãi bỏ toàn bộ các văn bản sau:"),
        Some(Verb::Repeals)
    );
    assert_eq!(opening_verb("Thay thế mẫu biểu"), None);
    assert_eq!(opening_verb("Hiệu lực và bãi bỏ"), None);
}
