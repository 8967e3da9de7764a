//! Tests of nguonluat: everything is in the one test binary `it`.
