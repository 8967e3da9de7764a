//! Who issued a document: by the symbols in its number, else by the name at its head.

use regex::RegexBuilder;

use crate::text::number::DocumentNumber;

/// Bodies by the symbol that stands for them in numbers, present and past.
const BODIES: [(&str, &str); 57] = [
    ("QH", "Quốc hội"),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("CTN", "Chủ tịch nước"),
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("HĐBT", "Hội đồng Bộ trưởng"),
    ("HĐCP", "Hội đồng Chính phủ"),
    ("HĐNN", "Hội đồng Nhà nước"),
    ("HĐTP", "Hội đồng Thẩm phán Tòa án nhân dân tối cao"),
    ("TANDTC", "Tòa án nhân dân tối cao"),
    ("VKSTC", "Viện kiểm sát nhân dân tối cao"),
    ("VKSNDTC", "Viện kiểm sát nhân dân tối cao"),
    ("KTNN", "Kiểm toán nhà nước"),
    ("VPQH", "Văn phòng Quốc hội"),
    ("VPCTN", "Văn phòng Chủ tịch nước"),
    ("VPCP", "Văn phòng Chính phủ"),
    ("TTCP", "Thanh tra Chính phủ"),
    ("NHNN", "Ngân hàng Nhà nước Việt Nam"),
    ("UBDT", "Ủy ban Dân tộc"),
    ("BDTTG", "Bộ Dân tộc và Tôn giáo"),
    ("BCA", "Bộ Công an"),
    ("BCT", "Bộ Công Thương"),
    ("BCN", "Bộ Công nghiệp"),
    ("BTM", "Bộ Thương mại"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BGD&ĐT", "Bộ Giáo dục và Đào tạo"),
    ("BGTVT", "Bộ Giao thông vận tải"),
    ("BKH", "Bộ Kế hoạch và Đầu tư"),
    ("BKHĐT", "Bộ Kế hoạch và Đầu tư"),
    ("BKH&ĐT", "Bộ Kế hoạch và Đầu tư"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
    ("BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội"),
    ("LĐTBXH", "Bộ Lao động - Thương binh và Xã hội"),
    ("BNG", "Bộ Ngoại giao"),
    ("BNN", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("BNN&PTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("BNNMT", "Bộ Nông nghiệp và Môi trường"),
    ("BNV", "Bộ Nội vụ"),
    ("BQP", "Bộ Quốc phòng"),
    ("BTC", "Bộ Tài chính"),
    ("BTNMT", "Bộ Tài nguyên và Môi trường"),
    ("BTP", "Bộ Tư pháp"),
    ("BTS", "Bộ Thủy sản"),
    ("BTTTT", "Bộ Thông tin và Truyền thông"),
    ("BBCVT", "Bộ Bưu chính, Viễn thông"),
    ("BVHTT", "Bộ Văn hóa - Thông tin"),
    ("BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("BXD", "Bộ Xây dựng"),
    ("BYT", "Bộ Y tế"),
    ("BHXH", "Bảo hiểm xã hội Việt Nam"),
    ("TLĐ", "Tổng Liên đoàn Lao động Việt Nam"),
    ("TLĐLĐVN", "Tổng Liên đoàn Lao động Việt Nam"),
    ("UBTWMTTQVN", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"),
    (
        "ĐCTUBTWMTTQVN",
        "Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    ),
    ("TCT", "Tổng cục Thuế"),
    ("TCHQ", "Tổng cục Hải quan"),
];

/// The issuing bodies. Numbers name central bodies for certain; councils and committees of places,
/// and bodies unknown here, are named by the head of the document.
pub(super) fn issuers(number: &DocumentNumber, office: &str, text: &str) -> Vec<String> {
    let named: Option<Vec<String>> = number
        .agencies()
        .iter()
        .map(|symbol| body(symbol))
        .collect();
    if let Some(named) = named.filter(|named| !named.is_empty()) {
        return named;
    }
    let office = proper_case(office, text);
    if office.is_empty() {
        Vec::new()
    } else {
        vec![office]
    }
}

/// The body of a symbol; the term of a legislature behind it does not matter.
fn body(symbol: &str) -> Option<String> {
    let symbol = symbol.trim_end_matches(|character: char| character.is_ascii_digit());
    BODIES
        .iter()
        .find(|(candidate, _)| *candidate == symbol)
        .map(|(_, name)| (*name).to_owned())
}

/// A name that stands in capitals as the text writes it elsewhere, else with one capital at its
/// beginning. Names with small letters stay.
pub(super) fn proper_case(name: &str, text: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().any(char::is_lowercase) {
        return name;
    }
    let words: Vec<String> = name.split(' ').map(regex::escape).collect();
    let elsewhere = RegexBuilder::new(&words.join(r"\s+"))
        .case_insensitive(true)
        .size_limit(1 << 22)
        .build()
        .ok()
        .and_then(|pattern| {
            let found = pattern.find_iter(text).find(|found| {
                found.as_str().chars().any(char::is_lowercase) && !found.as_str().contains('\n')
            })?;
            Some(capitalised(found.as_str()))
        });
    elsewhere.unwrap_or_else(|| capitalised(&with_place(&name.to_lowercase())))
}

/// Gives the name of the place behind `tỉnh`, `xã` and the like its capitals.
fn with_place(name: &str) -> String {
    const UNITS: [&str; 9] = [
        " thành phố ",
        " tỉnh ",
        " thị xã ",
        " thị trấn ",
        " huyện ",
        " quận ",
        " phường ",
        " xã ",
        " đặc khu ",
    ];
    let Some((start, unit)) = UNITS.iter().find_map(|unit| Some((name.find(unit)?, unit))) else {
        return name.to_owned();
    };
    let (body, place) = name.split_at(start + unit.len());
    let place: Vec<String> = place.split(' ').map(capitalised).collect();
    format!("{body}{}", place.join(" "))
}

fn capitalised(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
