//! The provincial plans.

use nguonluat::exchange::content::BodyRecord;
use nguonluat::exchange::details::PlanRecord;
use nguonluat::exchange::{ContentRecord, Details};
use nguonluat::import::Format;

use super::{contents, day, files, folder, options, read};

#[test]
fn plans() {
    let Some(folder) = folder("plans") else {
        return;
    };
    let found: Vec<_> = files(&folder, "txt")
        .iter()
        .flat_map(|file| contents(read(file, Format::Plan, &options())))
        .collect();
    for content in &found {
        let Some(BodyRecord::Html(body)) = &content.body else {
            panic!("no body")
        };
        let count = |tag: &str| body.matches(tag).count();
        println!(
            "{} | {} | {:?} | {} headings, {} paragraphs, {} items",
            content.title,
            plan(content).issuer,
            plan(content).issued_on,
            count("</h"),
            count("</p>"),
            count("</li>")
        );
        for tag in ["h2", "h3", "h4", "ul", "li", "p", "em", "strong"] {
            assert_eq!(
                count(&format!("<{tag}>")),
                count(&format!("</{tag}>")),
                "{tag}"
            );
        }
        assert!(!body.contains('*'), "emphasis marks are elements");
        assert_eq!(plan(content).number, None);
    }
    assert_eq!(found.len(), 2);
    let (cao_bang, long_an) = (plan(&found[0]), plan(&found[1]));
    assert_eq!(cao_bang.issuer, "Ủy ban nhân dân tỉnh Cao Bằng");
    assert_eq!(cao_bang.issued_on, day("2019-09-12"));
    assert_eq!(
        (cao_bang.period_from, cao_bang.period_to),
        (day("2019-01-01"), day("2021-12-31"))
    );
    assert_eq!(long_an.issuer, "Sở Giáo dục và Đào tạo");
    assert_eq!(long_an.issued_on, None);
    assert_eq!(
        (long_an.period_from, long_an.period_to),
        (day("2021-01-01"), day("2021-12-31"))
    );
}

fn plan(content: &ContentRecord) -> &PlanRecord {
    match &content.details {
        Details::Plan(plan) => plan,
        other => panic!("no plan: {other:?}"),
    }
}
