//! Files at the desk: uploaded, refused, had, used, removed and swept.
mod custody;
mod inert;
mod kept;
mod storage;
mod swept;
