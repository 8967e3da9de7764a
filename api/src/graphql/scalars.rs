//! Strong scalars: days and addresses are never bare strings.
use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{Datelike, NaiveDate, SecondsFormat, Timelike, Utc};
use serde::{Serialize, Serializer};

/// A day without a time, `YYYY-MM-DD` (ISO 8601).
/// / Ngày, theo dạng `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Date(pub NaiveDate);

/// A day without a time, `YYYY-MM-DD` (ISO 8601).
/// / Ngày, theo dạng `YYYY-MM-DD`.
#[Scalar(
    name = "Date",
    specified_by_url = "https://scalars.graphql.org/andimarek/local-date"
)]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) if text.len() == 10 => NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .map(Self)
                .map_err(|_| InputValueError::custom("a Date is a day such as 2025-07-01")),
            _ => Err(InputValueError::custom(
                "a Date is a day such as 2025-07-01",
            )),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%Y-%m-%d").to_string())
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

/// An absolute address (RFC 3986), http or https.
/// / Địa chỉ đầy đủ, http hoặc https.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebAddress(pub url::Url);

/// An absolute address (RFC 3986), http or https.
/// / Địa chỉ đầy đủ, http hoặc https.
#[Scalar(
    name = "URL",
    specified_by_url = "https://www.rfc-editor.org/rfc/rfc3986"
)]
impl ScalarType for WebAddress {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::custom(
                "a URL is a string such as https://example.vn/",
            ));
        };
        match url::Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(Self(url)),
            _ => Err(InputValueError::custom(
                "a URL is absolute and begins with http:// or https://",
            )),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl Serialize for WebAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A whole number of up to 53 bits, as a JSON number: money in đồng, sizes in bytes.
/// / Số nguyên đến 53 bit: số tiền tính bằng đồng, kích thước tính bằng byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Long(pub i64);

/// A whole number of up to 53 bits, as a JSON number: money in đồng, sizes in bytes.
/// / Số nguyên đến 53 bit: số tiền tính bằng đồng, kích thước tính bằng byte.
#[Scalar(name = "Long")]
impl ScalarType for Long {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::Number(number) if number.is_i64() => {
                Ok(Self(number.as_i64().unwrap_or_default()))
            }
            _ => Err(InputValueError::custom(
                "a Long is a whole number such as 120000000",
            )),
        }
    }

    fn to_value(&self) -> Value {
        Value::Number(self.0.into())
    }
}

/// A moment, RFC 3339 with an offset, such as `2026-11-21T08:00:00Z`; answers are in UTC.
/// / Thời điểm theo RFC 3339, có múi giờ; kết quả trả về theo UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DateTime(pub chrono::DateTime<Utc>);

/// A moment, RFC 3339 with an offset, such as `2026-11-21T08:00:00Z`; answers are in UTC.
/// / Thời điểm theo RFC 3339, có múi giờ; kết quả trả về theo UTC.
#[Scalar(
    name = "DateTime",
    specified_by_url = "https://scalars.graphql.org/andimarek/date-time"
)]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let moment = match &value {
            Value::String(text) => chrono::DateTime::parse_from_rfc3339(text).ok(),
            _ => None,
        };
        moment
            .map(|moment| moment.with_timezone(&Utc))
            // Neither database has leap seconds, nor years of five digits.
            .filter(|moment| {
                moment.nanosecond() < 1_000_000_000 && (1..=9999).contains(&moment.year())
            })
            .map(Self)
            .ok_or_else(|| {
                InputValueError::custom(
                    "a DateTime is a moment with an offset, such as 2026-11-21T08:00:00+07:00",
                )
            })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl From<chrono::DateTime<Utc>> for DateTime {
    fn from(moment: chrono::DateTime<Utc>) -> Self {
        Self(moment)
    }
}
