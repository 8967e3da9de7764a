//! Why an upload came to nothing, as `application/problem+json` (RFC 9457), in Vietnamese or English.
use std::error::Error as _;

use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use serde_json::json;

use crate::domain::{
    Error,
    files::{Unfit, UploadError},
};
use crate::graphql::message::Language;

/// Seconds after which to try again what failed here.
const RETRY_AFTER: u64 = 5;

/// What a client is told.
struct Told {
    status: StatusCode,
    code: &'static str,
    vietnamese: &'static str,
    english: &'static str,
}

/// What a client is told.
const fn told(
    status: StatusCode,
    code: &'static str,
    vietnamese: &'static str,
    english: &'static str,
) -> Told {
    Told {
        status,
        code,
        vietnamese,
        english,
    }
}

/// The answer. Whatever still comes is not read, so that the connection ends with it.
pub fn of(error: &UploadError, language: Language) -> HttpResponse {
    let said = match error {
        UploadError::Unfit(unfit) => unfit_is(*unfit),
        UploadError::Failed(error) => failed(error),
    };
    let (title, tag) = match language {
        Language::Vietnamese => (said.vietnamese, "vi"),
        Language::English => (said.english, "en"),
    };
    let mut body = json!({ "title": title, "status": said.status.as_u16(), "code": said.code });
    if let UploadError::Unfit(Unfit::TooLarge(limit)) = error {
        body["limit"] = json!(limit);
    }
    let mut response = HttpResponse::build(said.status);
    response
        .content_type("application/problem+json")
        .insert_header((header::CONTENT_LANGUAGE, tag))
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .force_close();
    if said.status == StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"nguonluat\""));
    }
    let retry_after = match error {
        UploadError::Failed(Error::TooSoon { retry_after }) => Some(*retry_after),
        _ if said.status == StatusCode::SERVICE_UNAVAILABLE => Some(RETRY_AFTER),
        _ => None,
    };
    if let Some(seconds) = retry_after {
        response.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    response.body(body.to_string())
}

fn unfit_is(unfit: Unfit) -> Told {
    match unfit {
        Unfit::Empty => told(
            StatusCode::UNPROCESSABLE_ENTITY,
            "EMPTY",
            "Tệp không có nội dung.",
            "The file is empty.",
        ),
        Unfit::Unsupported => told(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            "Không nhận loại tệp này, hoặc nội dung tệp không đúng với tên và kiểu đã khai; hãy gửi ảnh (JPEG, PNG, WebP, \
             GIF), tài liệu (PDF, DOCX, XLSX, PPTX, ODT, ODS không có macro), âm thanh, video hoặc phụ đề WebVTT.",
            "This kind of file is not taken, or its content is not what its name and type say; send an image (JPEG, PNG, \
             WebP, GIF), a document (PDF, DOCX, XLSX, PPTX, ODT, ODS without macros), sound, video or WebVTT captions.",
        ),
        Unfit::TooLarge(_) => told(
            StatusCode::PAYLOAD_TOO_LARGE,
            "PAYLOAD_TOO_LARGE",
            "Tệp lớn hơn giới hạn của loại tệp này; \"limit\" là số byte tối đa.",
            "The file is larger than its kind may be; \"limit\" is the most bytes.",
        ),
        Unfit::Broken => told(
            StatusCode::UNPROCESSABLE_ENTITY,
            "UNREADABLE",
            "Tệp bị hỏng hoặc không đọc được theo đúng định dạng.",
            "The file is damaged, or cannot be read as what it is.",
        ),
        Unfit::TooManyPixels => told(
            StatusCode::UNPROCESSABLE_ENTITY,
            "TOO_MANY_PIXELS",
            "Ảnh quá lớn: tối đa 12.000 điểm ảnh mỗi cạnh và 64 triệu điểm ảnh.",
            "The image is too large: at most 12,000 pixels a side and 64 million in all.",
        ),
        Unfit::TooSlow => told(
            StatusCode::REQUEST_TIMEOUT,
            "REQUEST_TIMEOUT",
            "Tệp gửi quá chậm nên bị ngắt; hãy thử lại.",
            "The file came too slowly and was cut off; try again.",
        ),
        Unfit::NoAgency => told(
            StatusCode::UNPROCESSABLE_ENTITY,
            "AGENCY_NEEDED",
            "Tài khoản thuộc nhiều cơ quan; hãy nêu mã cơ quan trong tiêu đề X-Agency.",
            "The account has several agencies; name one by its code in the header X-Agency.",
        ),
    }
}

fn failed(error: &Error) -> Told {
    match error {
        Error::Unauthenticated => told(
            StatusCode::UNAUTHORIZED,
            "UNAUTHENTICATED",
            "Bạn chưa đăng nhập, hoặc phiên làm việc đã kết thúc.",
            "Nobody is signed in, or no longer.",
        ),
        Error::Forbidden(_) | Error::Refused(_) => told(
            StatusCode::FORBIDDEN,
            "FORBIDDEN",
            "Tài khoản của bạn không có quyền tải tệp lên cho cơ quan này.",
            "This account may not upload for this agency.",
        ),
        Error::NotFound => told(
            StatusCode::NOT_FOUND,
            "NOT_FOUND",
            "Không tìm thấy cơ quan này.",
            "There is no such agency.",
        ),
        Error::TooSoon { .. } => told(
            StatusCode::TOO_MANY_REQUESTS,
            "TOO_MANY_REQUESTS",
            "Tài khoản tải lên quá nhiều tệp trong thời gian ngắn; hãy thử lại sau.",
            "This account uploads too much at once; try again later.",
        ),
        Error::Busy
        | Error::Unavailable(_)
        | Error::Store(_)
        | Error::Search(_)
        | Error::ProviderDown
        | Error::Cancelled => {
            tracing::warn!(%error, cause = error.source(), "an upload cannot be kept");
            told(
                StatusCode::SERVICE_UNAVAILABLE,
                "SERVICE_UNAVAILABLE",
                "Tạm thời chưa lưu được tệp; chưa có gì bị mất, vui lòng gửi lại sau.",
                "The file cannot be kept at the moment; nothing was lost, send it again later.",
            )
        }
        _ => {
            tracing::error!(%error, cause = error.source(), "an upload failed");
            told(
                StatusCode::INTERNAL_SERVER_ERROR,
                "INTERNAL_SERVER_ERROR",
                "Hệ thống gặp lỗi; vui lòng thử lại sau.",
                "Something went wrong here; try again later.",
            )
        }
    }
}
