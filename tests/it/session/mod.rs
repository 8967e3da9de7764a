//! Who is signed in: tokens, keys and sessions, through HTTP.
mod ending;
mod keys;
mod starting;
mod tokens;
