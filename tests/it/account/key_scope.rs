//! What a machine key has to be for, so that whoever uses it sees what it does; and what it is called.

use chrono::TimeDelta;
use entity::value::AccountRole;
use serde_json::json;

use crate::support::desk::desk_id;
use crate::support::province::for_both;

#[tokio::test]
async fn a_key_that_acts_on_items_reads_them_and_is_called_something() {
    for_both(async |province| {
        let roles = [(AccountRole::Administrator, "so-tu-phap")];
        let admin = province.colleague("Quản trị", &roles).await;
        let machine = province.machine("Hệ thống một cửa", &[]).await;
        let until = province.clock().now() + TimeDelta::days(1);
        let make = async |name: &str, actions: &[&str]| {
            let input = json!({ "account": desk_id('A', machine), "name": name, "actions": actions, "expiresAt": until });
            let payload = admin.act("machineKeyCreate", input, "secret").await;
            payload["errors"].clone()
        };
        let wrong = |field: &str| json!([{ "code": "INVALID", "path": [field] }]);
        for blind in [
            &["content.create", "content.save"][..],
            &["content.create", "content.read"],
            &["content.save", "desk.read"],
            &["preview.create"],
        ] {
            assert_eq!(make("Khóa", blind).await, wrong("actions"), "{blind:?}");
        }
        for seeing in [
            &["content.create", "content.read", "desk.read"][..],
            &["file.upload"],
            &["content.read"],
            &[],
        ] {
            assert_eq!(make("Khóa", seeing).await, json!([]), "{seeing:?}");
        }
        for nameless in ["", "\u{200b}", "\u{3164}\u{34f}"] {
            assert_eq!(make(nameless, &["desk.read"]).await, wrong("name"), "{nameless:?}");
        }
    })
    .await;
}
