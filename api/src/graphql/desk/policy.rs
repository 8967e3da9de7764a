//! The policy as data.
use async_graphql::{Enum, SimpleObject};

use super::AccountRole;
use crate::domain::policy::{Open, Reach, Rule};

/// States of an edition. / Trạng thái của một phiên bản bài viết.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "entity::value::EditionState")]
pub enum EditionState {
    /// Being written. / Bản nháp.
    Draft,
    /// Waiting for review. / Chờ duyệt.
    Submitted,
    /// Sent back to its author. / Trả lại.
    Returned,
    /// Approved, not yet published. / Đã duyệt.
    Approved,
    /// Approved, to be published at a set time. / Hẹn giờ đăng.
    Scheduled,
    /// What the public reads. / Đang đăng.
    Live,
    /// Was live until a later edition replaced it. / Đã được thay thế.
    Superseded,
    /// Was live until it was withdrawn. / Đã gỡ.
    Withdrawn,
    /// Given up without having been live. / Đã hủy.
    Discarded,
}

/// Who may act before any role is asked for. / Ai được thực hiện khi chưa xét vai trò.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "Open")]
pub enum PolicyOpenness {
    /// Anybody, signed in or not. / Bất kỳ ai.
    Everyone,
    /// Everybody who is signed in. / Mọi người đã đăng nhập.
    SignedIn,
    /// Everybody who is signed in, on the own account. / Mọi người đã đăng nhập, đối với tài khoản của mình.
    Oneself,
    /// Nobody: roles decide. / Theo vai trò.
    No,
}

/// How far a right reaches. / Phạm vi của quyền.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "Reach")]
pub enum PolicyReach {
    /// What the account itself has written. / Bài do chính mình viết.
    Own,
    /// What the membership's agency has, in its sections. / Bài của cơ quan, trong các chuyên mục được giao.
    Agency,
    /// The same in sections that are named. / Bài của cơ quan trong những chuyên mục được nêu tên.
    Sections,
    /// The whole province. / Toàn tỉnh.
    Province,
}

/// What may be done, by whom. / Một quy tắc phân quyền.
#[derive(SimpleObject)]
pub struct PolicyRule {
    /// What is asked for, such as `content.submit`; the name never changes. / Tên thao tác.
    action: &'static str,
    /// Who may without a role. / Ai được thực hiện khi không cần vai trò.
    openness: PolicyOpenness,
    /// In which states of the edition; empty where it is not about one. / Các trạng thái áp dụng.
    states: Vec<EditionState>,
    /// The roles that may. / Các vai trò được thực hiện.
    rights: Vec<PolicyRight>,
}

/// What a role may do. / Quyền của một vai trò.
#[derive(SimpleObject)]
pub struct PolicyRight {
    /// The role. / Vai trò.
    role: AccountRole,
    /// How far it reaches. / Phạm vi.
    reach: PolicyReach,
    /// Whether only what others wrote: who drafts does not approve. / Chỉ đối với bài do người khác viết.
    of_others: bool,
    /// In which of the rule's states. / Ở những trạng thái nào.
    states: Vec<EditionState>,
}

impl From<&Rule> for PolicyRule {
    fn from(rule: &Rule) -> Self {
        let named = |states: &[entity::value::EditionState]| {
            states.iter().map(|state| (*state).into()).collect()
        };
        let rights = rule.rights.iter().map(|(role, right)| PolicyRight {
            role: (*role).into(),
            reach: right.reach.into(),
            of_others: right.of_others,
            states: named(right.states.unwrap_or(rule.states)),
        });
        Self {
            action: rule.action.name(),
            openness: rule.open.into(),
            states: named(rule.states),
            rights: rights.collect(),
        }
    }
}
