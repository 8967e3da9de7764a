//! Tests of the module above.
use crate::text::citation::{find_citations, resolve_relative};

#[test]
fn offsets_are_of_the_text_given() {
    let text = "Theo kho\u{309}an…\u{a0}khoa\u{309}n\u{a0}2 \u{d0}iê\u{300}u 5\u{200b} nhé";
    let citation = &find_citations(text)[0];
    assert_eq!(citation.text, "khoa\u{309}n\u{a0}2 \u{d0}iê\u{300}u 5");
    assert_eq!(&text[citation.bytes.clone()], citation.text);
    let by_chars: String = text
        .chars()
        .skip(citation.chars.start)
        .take(citation.chars.len())
        .collect();
    assert_eq!(by_chars, citation.text);
    assert_eq!(citation.paths, ["dieu-5/khoan-2"]);
}

#[test]
fn relative_paths_resolve_where_they_stand() {
    let resolved =
        |text: &str, current: &str| resolve_relative(&find_citations(text)[0], current).join(" ");
    let here = "dieu-5/khoan-2/diem-a";
    assert_eq!(
        resolved("theo khoản 1, khoản 3 Điều này", here),
        "dieu-5/khoan-1 dieu-5/khoan-3"
    );
    assert_eq!(resolved("tại khoản này", here), "dieu-5/khoan-2");
    assert_eq!(resolved("tại điểm b", here), "dieu-5/khoan-2/diem-b");
    assert_eq!(resolved("tại khoản 4", here), "dieu-5/khoan-4");
    assert_eq!(resolved("khoản 4 Điều 7 Luật này", here), "dieu-7/khoan-4");
    assert_eq!(
        resolved("khoản 34 Nghị định số 123/2021/NĐ-CP", here),
        "khoan-34"
    );
    assert_eq!(resolved("tại khoản này", "dieu-5"), "");
    assert_eq!(resolved("tại điểm b", ""), "");
}

#[test]
fn any_input_is_read_without_panic() {
    let pieces = [
        "điểm ",
        "a",
        ", ",
        "khoản ",
        "1",
        "Điều ",
        "5",
        "(",
        ")",
        " và ",
        "đến ",
        "các ",
        "từ ",
        "Luật ",
        "này",
        " số ",
        "36/2024/QH15",
        "NĐ-CP",
        "\n",
        "\n\n",
        "\u{301}",
        "\u{d0}",
        "Phụ lục ",
        "II",
        "thứ ",
        "nhất",
        ".",
        "/",
        "2024",
        "của ",
        "sửa đổi",
        "Nghị định ",
        "😀",
        "ban hành kèm theo ",
        "Quy chế ",
        "-",
        "9999999999",
        "Hiến pháp ",
        "\u{200b}",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |bound: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % bound as u64).expect("below the bound")
    };
    for _ in 0..400 {
        let text: String = (0..next(200)).map(|_| pieces[next(pieces.len())]).collect();
        let mut last = 0;
        for citation in find_citations(&text) {
            assert_eq!(&text[citation.bytes.clone()], citation.text);
            assert!(citation.bytes.start >= last && citation.bytes.start < citation.bytes.end);
            last = citation.bytes.start;
        }
    }
    for piece in [
        "điểm a (",
        "Điều 1, ",
        "điểm a, ",
        "((((",
        "Luật A, ",
        "khoản 1 (x) ",
        "a\u{301}\u{323}",
        "Luật của ",
        "từ khoản 1 đến ",
    ] {
        assert!(find_citations(&piece.repeat(2_000)).len() <= 2_000);
    }
}
