//! The parameters of a GraphQL request, read from a query string or a body.

use std::collections::HashMap;

use actix_web::{HttpRequest, http::header, web::Payload};
use async_graphql::Variables;
use futures_util::StreamExt;
use serde::Deserialize;
use serde_json::{Map, Value};
use tokio::time;
use url::form_urlencoded;

use super::{super::App, errors::Problem};
use crate::domain::actor::Caller;
use crate::graphql::error_code::ErrorCode;

/// A well-formed GraphQL request.
#[derive(Debug)]
pub struct Parameters {
    /// The document's text.
    pub query: String,
    /// Which operation of the document.
    pub operation_name: Option<String>,
    /// The values of its variables.
    pub variables: Variables,
    /// What the client asks of the server beside the operation.
    pub extensions: Map<String, Value>,
}

/// The fields of a request, as JSON has them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a JSON object with \"query\"")]
pub struct Fields {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<Map<String, Value>>,
    extensions: Option<Map<String, Value>>,
}

impl Fields {
    /// The parameters, where none is missing.
    ///
    /// # Errors
    /// Which is missing.
    pub fn checked(self) -> Result<Parameters, Problem> {
        let query = self
            .query
            .ok_or_else(|| bad("The parameter \"query\" is missing."))?;
        Ok(Parameters {
            query,
            operation_name: self.operation_name.filter(|name| !name.is_empty()),
            variables: Variables::from_json(Value::Object(self.variables.unwrap_or_default())),
            extensions: self.extensions.unwrap_or_default(),
        })
    }
}

/// Reads the parameters of a GET request.
pub fn from_query(text: &str) -> Result<Parameters, Problem> {
    let mut given = HashMap::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        let known = ["query", "operationName", "variables", "extensions"];
        let Some(known) = known.into_iter().find(|known| *known == name) else {
            continue;
        };
        if given.insert(known, value).is_some() {
            return Err(bad(format!("The parameter \"{known}\" is given twice.")));
        }
    }
    let mut map = |name: &'static str| match given.remove(name) {
        Some(text) if !text.is_empty() => serde_json::from_str(&text).map_err(|error| {
            bad(format!(
                "The parameter \"{name}\" is no JSON object: {error}."
            ))
        }),
        _ => Ok(None),
    };
    let (variables, extensions) = (map("variables")?, map("extensions")?);
    Fields {
        query: given.remove("query").map(Into::into),
        operation_name: given.remove("operationName").map(Into::into),
        variables,
        extensions,
    }
    .checked()
}

/// Reads the parameters of a POST request, no more of it than may be, no longer than may be.
pub async fn from_body(
    request: &HttpRequest,
    payload: Payload,
    app: &App,
    caller: &Caller,
) -> Result<Parameters, Problem> {
    check_media_type(request)?;
    let longest = match caller.credential {
        Some(_) => app.requests.max_signed_in_body,
        None => app.requests.max_body,
    };
    let body = time::timeout(app.network.request_timeout, read(request, payload, longest));
    let body = body.await.map_err(|_| {
        Problem::new(
            ErrorCode::RequestTimeout,
            "The body did not arrive in time.",
        )
        .closing()
    })??;
    let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'[') {
        return Err(bad(
            "Several operations in one request are not served: send one object.",
        ));
    }
    let fields: Fields = serde_json::from_slice(&body)
        .map_err(|error| bad(format!("The body is no GraphQL request: {error}.")))?;
    fields.checked()
}

fn check_media_type(request: &HttpRequest) -> Result<(), Problem> {
    let refused = |message: &str| Problem::new(ErrorCode::UnsupportedMediaType, message);
    let mut types = request.headers().get_all(header::CONTENT_TYPE);
    let (Some(given), None) = (types.next(), types.next()) else {
        return Err(refused("Send one Content-Type: application/json."));
    };
    let given = given.to_str().unwrap_or_default();
    let mut parts = given.split(';').map(str::trim);
    if !parts
        .next()
        .is_some_and(|name| name.eq_ignore_ascii_case("application/json"))
    {
        return Err(refused("Send application/json."));
    }
    let charset = parts
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    if let Some((_, charset)) = charset {
        let charset = charset.trim().trim_matches('"');
        if !["utf-8", "utf8"]
            .iter()
            .any(|utf8| charset.eq_ignore_ascii_case(utf8))
        {
            return Err(refused("Send UTF-8."));
        }
    }
    let encoded = request.headers().get(header::CONTENT_ENCODING);
    if encoded.is_some_and(|encoding| encoding != "identity") {
        return Err(refused("Send the body without Content-Encoding."));
    }
    Ok(())
}

async fn read(
    request: &HttpRequest,
    mut payload: Payload,
    most: usize,
) -> Result<Vec<u8>, Problem> {
    let too_large = || {
        let message = format!("The body is larger than {most} bytes.");
        Problem::new(ErrorCode::PayloadTooLarge, message).closing()
    };
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let mut body = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| bad("The body could not be read.").closing())?;
        if body.len() + chunk.len() > most {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn bad(message: impl Into<String>) -> Problem {
    Problem::new(ErrorCode::BadRequest, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(query: &str) -> String {
        from_query(query)
            .expect_err("a refusal")
            .message()
            .to_owned()
    }

    #[test]
    fn a_query_string_carries_all_parameters() {
        let read = from_query(
            "query=%7B+a+%7D&operationName=A&variables=%7B%22n%22%3A1%7D&extensions=%7B%22cost%22%3Atrue%7D&x=1&x=2",
        )
        .expect("parameters");
        assert_eq!(read.query, "{ a }");
        assert_eq!(read.operation_name.as_deref(), Some("A"));
        assert_eq!(read.variables.to_string(), "{n: 1}");
        assert_eq!(read.extensions.get("cost"), Some(&Value::Bool(true)));
    }

    #[test]
    fn empty_and_null_parameters_are_absent() {
        let read =
            from_query("query=a&operationName=&variables=&extensions=null").expect("parameters");
        assert_eq!(read.operation_name, None);
        assert!(read.extensions.is_empty());
    }

    #[test]
    fn what_is_missing_double_or_no_object_is_said() {
        assert_eq!(refused("a=b"), "The parameter \"query\" is missing.");
        assert_eq!(
            refused("query=a&query=b"),
            "The parameter \"query\" is given twice."
        );
        assert!(
            refused("query=a&variables=[]")
                .starts_with("The parameter \"variables\" is no JSON object: ")
        );
        assert!(
            refused("query=a&extensions=%7B")
                .starts_with("The parameter \"extensions\" is no JSON object: ")
        );
    }
}
