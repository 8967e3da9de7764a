//! Input of any shape and size is parsed, in time.

use super::*;

/// Lines of every shape in random order: no panic, no word lost, no path twice.
#[test]
fn any_order_of_lines_is_parsed() {
    const LINES: [&str; 34] = [
        "Điều 1. Chợ",
        "Điều 2",
        "Điều 2a. Chợ",
        "Điều 9999. Xa",
        "Điều 99999. Quá xa",
        "Chương I",
        "CHƯƠNG CCC",
        "Mục 2. MỤC",
        "Phần thứ nhất",
        "1. Một",
        "2. Hai",
        "1.1. Một",
        "1.1.1.1.1. Sâu",
        "a) A",
        "đ) Đ",
        "aa) AA",
        "(i) Một",
        "a.1) Một",
        "I. Một",
        "A. Một",
        "“Điều 3. Trích",
        "Hết.”",
        "như sau:",
        "1. Sửa đổi Điều 2 như sau:",
        "KT. BỘ TRƯỞNG",
        "Nơi nhận:",
        "PHỤ LỤC I",
        "Mẫu số 01",
        "QUY CHẾ",
        "(Ban hành kèm theo Quyết định này)",
        "[1] Chú",
        "\u{301}\u{200b}",
        "",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ];
    let mut state = 7_u64;
    for _ in 0..400 {
        let lines: Vec<&str> = (0..30)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                LINES[usize::try_from(state >> 33).expect("fits") % LINES.len()]
            })
            .collect();
        let text = lines.join("\n");
        check(&text);
        invariants(&text, &headings(&text));
        assert!(letters(&clean_gazette(&text)) <= letters(&text));
    }
}

/// Sixteen times the text takes about sixteen times as long, not its square.
#[test]
fn long_texts_take_time_in_proportion() {
    let hostile: [(&str, &str); 10] = [
        ("", "1 Dòng này trông như chú thích của trang\n"),
        ("", "“Điều 1. Mở mãi không đóng\n"),
        ("", "“ “ “ ” ” ”\n"),
        ("", "Điều 1. A\n3. Thiếu\n"),
        ("Điều 1. A\n", "1. Một\n5. Năm\n"),
        ("Điều 1. A\n", "I. Một\n"),
        ("Điều 1. A\n", "Mẫu số 01\nTHỦ TƯỚNG\n"),
        ("", "KT. BỘ TRƯỞNG\nQUY CHẾ\n"),
        ("", "QUY CHẾ\n(Ban hành kèm theo Quyết định này)\n"),
        ("", "1.1.1.1 "),
    ];
    let seconds = |start: &str, repeated: &str, times: usize| {
        let text = format!("{start}{}", repeated.repeat(times));
        let started = std::time::Instant::now();
        invariants(&text, &parse(&text));
        assert!(!clean_gazette(&text).is_empty());
        started.elapsed().as_secs_f64()
    };
    for (start, repeated) in hostile {
        // Its square would be 256 times. Measured anew where other work on the machine disturbed the measure.
        let is_linear = || seconds(start, repeated, 8_000) < 100.0 * seconds(start, repeated, 500);
        assert!((0..4).any(|_| is_linear()), "{repeated}");
    }
}
