//! Cells that a spreadsheet program would calculate: how they are written, and read back.
//!
//! A cell that begins like a formula gets an apostrophe before it, which makes it text. So does a cell that
//! looks guarded already; what is written always comes back.

/// What formulas begin with, in both widths.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
/// What makes text of a cell.
const GUARD: char = '\'';

/// The cell as it is written.
#[must_use]
pub fn guarded(cell: &str) -> String {
    if begins_like_a_formula(cell) {
        format!("{GUARD}{cell}")
    } else {
        cell.to_owned()
    }
}

/// The cell as it was before it was written.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix(GUARD) {
        Some(text) if begins_like_a_formula(text) => text,
        _ => cell,
    }
}

/// Whether a cell is a formula, under any number of guards.
fn begins_like_a_formula(cell: &str) -> bool {
    cell.trim_start_matches(GUARD).starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_come_back() {
        let cells = [
            ("=1+1", "'=1+1"),
            ("+84 206 3852 345", "'+84 206 3852 345"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("''-1", "'''-1"),
        ];
        for (cell, written) in cells {
            assert_eq!(guarded(cell), written);
            assert_eq!(unguarded(written), cell);
        }
    }

    #[test]
    fn other_cells_stay() {
        for cell in ["", "'", "''", "'Ngọc' a", "Sở Tư pháp", "a=1", "1-2"] {
            assert_eq!(guarded(cell), cell);
            assert_eq!(unguarded(cell), cell);
        }
    }
}
