//! Tests of the module above.
use super::*;

#[test]
fn running_heads_page_numbers_and_stamps_go() {
    let text = "12 \nCÔNG BÁO/Số 7 + 8/Ngày 05-3-2024 \n \nĐiều 1. Tên chợ \nKý bởi: CÔNG BÁO\nCơ quan: VĂN PHÒNG\n\
                Ngày ký: 2024-03-05 08:00:00 +07:00\n\n \nCÔNG BÁO/Số 7 + 8/Ngày 05-3-2024 \n13\n \nĐiều 2. Giờ chợ \n\
                BỘ TRƯỞNGky] \n[daky] \n(Xem tiếp Công báo số 9 + 10) \n________ \n";
    assert_eq!(
        clean_gazette(text),
        "Điều 1. Tên chợ\nĐiều 2. Giờ chợ\nBỘ TRƯỞNG"
    );
}

#[test]
fn a_stamp_whose_fields_run_on_goes_whole() {
    let text = "Điều 1. Tên chợ \nNgười ký: Cổng Thông tin điện tử Chính\nphủ\nEmail: cong@example.vn\nCơ quan: Văn phòng\nChính phủ\n\
                Thời gian ký: 24.02.2022 10:16:46 +07:00\n \nĐiều 2. Giờ chợ \n";
    assert_eq!(clean_gazette(text), "Điều 1. Tên chợ\nĐiều 2. Giờ chợ");
}

#[test]
fn a_heading_block_below_the_articles_goes_back_above_them() {
    let block = "BỘ TÀI CHÍNH \n_____ \n \nSố: 5/2026/TT-BTC \nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \nĐộc lập - Tự do - Hạnh phúc \n\
                 Hà Nội, ngày 07 tháng 4 năm 2026 \n";
    let page = |above: &str, below: &str| {
        clean_gazette(&format!(
            "CÔNG BÁO/Số 7/Ngày 05-5-2026 \n2 \n{above}THÔNG TƯ \nQuy định về chợ phiên \nĐiều 1. Tên chợ \n1. Chợ phiên. \n{below}\
             CÔNG BÁO/Số 7/Ngày 05-5-2026 \n3 \nĐiều 2. Giờ chợ \n"
        ))
    };
    assert_eq!(page("", block), page(block, ""));
    assert!(page("", block).starts_with("BỘ TÀI CHÍNH\nSố: 5/2026/TT-BTC\n"));
    let form = "BỘ TÀI CHÍNH \nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \nĐơn xin họp chợ \n";
    assert!(page("", form).starts_with("THÔNG TƯ\n"));
}

#[test]
fn a_cell_beside_the_page_number_stays() {
    let text = "1 \nCÔNG BÁO/Số 7/Ngày 05-3-2024 \nBảng giá các mặt hàng bán ở chợ phiên \nRau \n40 \n2 \nCÔNG BÁO/Số 7/Ngày 05-3-2024 \n15 \nThịt \n\
                3                 CÔNG BÁO/Số 7/Ngày 05-3-2024 \nCá \n";
    assert_eq!(
        clean_gazette(text),
        "Bảng giá các mặt hàng bán ở chợ phiên\nRau\n40\n15\nThịt\nCá"
    );
}

#[test]
fn a_paragraph_runs_over_the_page() {
    let text = "Điều 1. Phạm vi điều chỉnh \nThông tư này quy định việc họp chợ phiên ở các xã vùng cao, chợ đêm ở trung \n \n\
                CÔNG BÁO/Số 7/Ngày 05-3-2024 \n5 \n \ntâm các phường và việc bố trí điểm bán hàng lưu động. \n";
    assert_eq!(
        clean_gazette(text),
        "Điều 1. Phạm vi điều chỉnh\nThông tư này quy định việc họp chợ phiên ở các xã vùng cao, chợ đêm ở trung tâm các \
         phường và việc bố trí điểm bán hàng lưu động."
    );
}

#[test]
fn wrapped_lines_join_and_real_breaks_stay() {
    let text = "Điều 4. Đăng ký và sử dụng tài khoản \n1. Hộ kinh doanh ở chợ đăng ký tài khoản với ban quản lý chợ theo Thông tư số 12/2020/TT-\n\
                BTC và Bộ luật Dân sự ngày 24 tháng 11 năm \n2015. Ban quản lý chợ, căn cứ quy định tại khoản \n2 Điều này, cấp tài khoản cho hộ kinh doanh \n\
                trong thời hạn 05 ngày. \na) Hộ mới đăng ký; \n- Hộ đã nghỉ. \nQUY CHẾ HỌP CHỢ VÙNG CAO \nở các xã biên giới \n";
    assert_eq!(
        clean_gazette(text),
        "Điều 4. Đăng ký và sử dụng tài khoản\n\
         1. Hộ kinh doanh ở chợ đăng ký tài khoản với ban quản lý chợ theo Thông tư số 12/2020/TT-BTC và Bộ luật Dân sự \
         ngày 24 tháng 11 năm 2015. Ban quản lý chợ, căn cứ quy định tại khoản 2 Điều này, cấp tài khoản cho hộ kinh doanh \
         trong thời hạn 05 ngày.\n\
         a) Hộ mới đăng ký;\n- Hộ đã nghỉ.\nQUY CHẾ HỌP CHỢ VÙNG CAO\nở các xã biên giới"
    );
}

#[test]
fn texts_with_a_paragraph_a_line_are_not_joined() {
    let long = "Ban quản lý chợ bố trí điểm bán hàng. ".repeat(6);
    let text = format!("Điều 1. \n {long}\n Hộ kinh doanh nộp phí. \n");
    assert_eq!(
        clean_gazette(&text),
        format!("Điều 1.\n{}\nHộ kinh doanh nộp phí.", long.trim())
    );
}

#[test]
fn the_rubric_goes() {
    let text = "2 \nCÔNG BÁO/Số 7/Ngày 05-3-2024 \nVĂN BẢN QUY PHẠM PHÁP LUẬT \n \nBỘ CÔNG THƯƠNG VÀ CHỢ \n \nBỘ CÔNG THƯƠNG \nVÀ CHỢ \n\
                Số: 01/2024/TT-BCT \n";
    assert_eq!(
        clean_gazette(text),
        "BỘ CÔNG THƯƠNG\nVÀ CHỢ\nSố: 01/2024/TT-BCT"
    );
}

#[test]
fn footnotes_move_to_the_end_and_their_marks_are_told() {
    let text = "1 \nCÔNG BÁO/Số 7/Ngày 05-3-2024 \nĐiều 1. Phí chợ1 \n1.2 Phí chợ gồm phí chỗ ngồi và phí vệ sinh của các hộ kinh doanh ở \n \n\
                1 Điều này được sửa đổi theo quy định tại Điều 1 Thông tư số 09/2023/TT-BTC. \n\
                2 Khoản này được sửa đổi theo Điều 2 Thông tư số 09/2023/TT-BTC, quy định như sau: \n“Điều 2. Phí chợ đêm \n \n\
                CÔNG BÁO/Số 7/Ngày 05-3-2024 \n2 \nchợ. \nĐiều 2.3 (được bãi bỏ) \nMẫu số 14 \n \n1. Phí chợ đêm là 5.000 đồng.” \n\
                3 Điều này được bãi bỏ theo Điều 3 Thông tư số 09/2023/TT-BTC. \n4 Mẫu này được thay thế theo Điều 4. \n";
    assert_eq!(
        clean_gazette(text),
        "Điều 1. Phí chợ[1]\n1.[2] Phí chợ gồm phí chỗ ngồi và phí vệ sinh của các hộ kinh doanh ở chợ.\n\
         Điều 2.[3] (được bãi bỏ)\nMẫu số 1[4]\n\
         [1] Điều này được sửa đổi theo quy định tại Điều 1 Thông tư số 09/2023/TT-BTC.\n\
         [2] Khoản này được sửa đổi theo Điều 2 Thông tư số 09/2023/TT-BTC, quy định như sau:\n\
         “Điều 2. Phí chợ đêm\n1. Phí chợ đêm là 5.000 đồng.”\n\
         [3] Điều này được bãi bỏ theo Điều 3 Thông tư số 09/2023/TT-BTC.\n\
         [4] Mẫu này được thay thế theo Điều 4."
    );
}

#[test]
fn footnotes_whose_marks_stand_apart_or_are_lost() {
    let text = "1 \nCÔNG BÁO/Số 7/Ngày 05-3-2024 \nBộ trưởng ban hành Thông tư về chợ phiên. 1 \nĐiều 1. Phí chợ \n8. 2 Trường hợp chợ đêm thì miễn phí. \n \n\
                1 Thông tư số 09/2023/TT-BTC có căn cứ ban hành như sau: … \n2 Khoản này được bổ sung theo Điều 1. \n\
                CÔNG BÁO/Số 7/Ngày 05-3-2024 \n2 \nĐiều 2. Giờ chợ \n \n3 Điều này được sửa đổi theo Điều 2 Thông tư số 09/2023/TT-BTC. \n\
                4Cụm từ “chợ cóc” được thay bằng “chợ tạm” theo Điều 3. \n6 Mục này được bãi bỏ theo Điều 4. \n";
    assert_eq!(
        clean_gazette(text),
        "Bộ trưởng ban hành Thông tư về chợ phiên. [1]\nĐiều 1. Phí chợ\n8. [2] Trường hợp chợ đêm thì miễn phí.\n\
         Điều 2. Giờ chợ\n\
         [1] Thông tư số 09/2023/TT-BTC có căn cứ ban hành như sau: …\n[2] Khoản này được bổ sung theo Điều 1.\n\
         [3] Điều này được sửa đổi theo Điều 2 Thông tư số 09/2023/TT-BTC.\n\
         [4] Cụm từ “chợ cóc” được thay bằng “chợ tạm” theo Điều 3.\n[6] Mục này được bãi bỏ theo Điều 4."
    );
}

#[test]
fn numbered_rows_are_no_footnotes() {
    let text = "1 \nCÔNG BÁO/Số 7/Ngày 05-3-2024 \nDanh mục chợ \n \n1 Chợ phiên xã vùng cao \n2 Chợ đêm phường trung tâm \n";
    assert_eq!(
        clean_gazette(text),
        "Danh mục chợ\n1 Chợ phiên xã vùng cao\n2 Chợ đêm phường trung tâm"
    );
}

#[test]
fn running_head_tells_number_and_day() {
    let head = "     CÔNG BÁO/ Số 459 + 460/Ngày 11-03-2025 ";
    assert_eq!(running_head(head), Some(("459 + 460", (2025, 3, 11))));
    assert_eq!(
        running_head("66    CÔNG BÁO/Số 47/Ngày 5-2-2025"),
        Some(("47", (2025, 2, 5)))
    );
    assert_eq!(running_head("đăng Công báo số 47 ngày 05-02-2025"), None);
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(clean_gazette(""), "");
    assert_eq!(clean_gazette(" \n\u{c}\n 7 \n"), "7");
}
