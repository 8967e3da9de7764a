//! Cursors of changes: whose changes, and how far.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::value::OutboxAudience;

use crate::domain::Result;
use crate::domain::changes::newest;
use crate::domain::database::Session;
use crate::graphql::page::invalid_cursor;

/// The cursor of a change, or of the state after it.
pub fn cursor_of(audience: OutboxAudience, seq: i64) -> String {
    let mut whole = vec![tag(audience)];
    whole.extend_from_slice(&seq.to_be_bytes());
    URL_SAFE_NO_PAD.encode(whole)
}

/// The number after which to listen: a cursor's, or that of the newest change.
///
/// # Errors
/// [`Error::Invalid`] when it is no cursor of that audience's changes, or lies ahead of all there are; otherwise when
/// the database fails.
pub async fn beginning(
    session: &Session,
    audience: OutboxAudience,
    cursor: Option<&str>,
) -> Result<i64> {
    let newest = newest(session, audience).await?;
    let Some(cursor) = cursor else {
        return Ok(newest);
    };
    let after = decode(audience, cursor).ok_or_else(|| {
        let message = (
            "this is no cursor of such changes; use one that an earlier change had",
            "đây không phải là con trỏ của các thay đổi này; hãy dùng con trỏ của một thay đổi trước đó",
        );
        invalid_cursor("after", message)
    })?;
    if after > newest {
        let message = (
            "no change has this cursor yet: the data here are older; load what you keep anew",
            "chưa có thay đổi nào mang con trỏ này: dữ liệu tại đây cũ hơn; hãy tải lại dữ liệu",
        );
        return Err(invalid_cursor("after", message));
    }
    Ok(after)
}

fn decode(audience: OutboxAudience, cursor: &str) -> Option<i64> {
    let whole = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let (of, seq) = whole.split_first()?;
    let seq = i64::from_be_bytes(seq.try_into().ok()?);
    (*of == tag(audience) && seq >= 0).then_some(seq)
}

fn tag(audience: OutboxAudience) -> u8 {
    match audience {
        OutboxAudience::Public => b'p',
        OutboxAudience::Desk => b'd',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_of_one_audience() {
        let cursor = cursor_of(OutboxAudience::Public, 77);
        assert_eq!(decode(OutboxAudience::Public, &cursor), Some(77));
        assert_eq!(decode(OutboxAudience::Desk, &cursor), None);
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        let negative = cursor_of(OutboxAudience::Public, -1);
        for text in ["", "a", "77", "cAAAAAAAAAA", "===", &negative] {
            assert_eq!(decode(OutboxAudience::Public, text), None, "{text}");
        }
    }
}
