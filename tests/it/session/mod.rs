//! Who is signed in: tokens, keys and sessions, through HTTP.
mod ending;
mod guesses;
mod keys;
mod refreshing;
mod sign_in;
mod starting;
mod timing;
mod tokens;
