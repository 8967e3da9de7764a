//! The table: who may do what, in which states of an edition. The only place where rights are written down.
//!
//! Use-cases ask for a row through [`super::authorize`]; rows of acts that have no use-case in this version are
//! printed with the others, since the table is the policy that the province is shown, and refuse nothing by
//! standing there.
use entity::value::AccountRole::{
    self, Administrator, AgencyReviewer, Auditor, BoardHead, BoardMember, Contributor, Publisher,
    TechnicalSupport,
};
use entity::value::EditionState::{
    self, Approved, Draft, Live, Returned, Scheduled, Submitted, Withdrawn,
};

use super::action::Action;
use crate::domain::workflow::STATES;

/// How far a right reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// What the account itself has written, as long as its agency has it.
    Own,
    /// What the agency of the membership has, in the membership's sections.
    Agency,
    /// The same in sections that are named.
    Sections,
    /// The whole province, whatever the agency of the membership, in the membership's sections.
    Province,
}

/// What a role may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Right {
    /// How far it reaches.
    pub reach: Reach,
    /// Whether only what others wrote (drafter ≠ approver).
    pub of_others: bool,
    /// In which of the rule's states; `None` in all of them.
    pub states: Option<&'static [EditionState]>,
}

/// Who may act before any role is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Open {
    /// Anybody, signed in or not.
    Everyone,
    /// Everybody who is signed in.
    SignedIn,
    /// Everybody who is signed in, on the own account.
    Oneself,
    /// Nobody: roles decide.
    No,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What is asked for.
    pub action: Action,
    /// Who may without a role.
    pub open: Open,
    /// In which states of the edition; none where it is not about an edition.
    pub states: &'static [EditionState],
    /// The roles that may, and how far.
    pub rights: &'static [(AccountRole, Right)],
    /// The reading that decides whether one who may not act is told so, or that there is nothing; `None` where
    /// there is nothing to hide.
    pub seen_by: Option<Action>,
}

const OWN: Right = within(Reach::Own);
const AGENCY: Right = within(Reach::Agency);
const SECTIONS: Right = within(Reach::Sections);
const PROVINCE: Right = within(Reach::Province);

const WRITABLE: &[EditionState] = &[Draft, Returned];
const WORKING: &[EditionState] = &[Draft, Submitted, Returned, Approved, Scheduled];
const PUBLIC: &[EditionState] = &[Live, Withdrawn];

const READERS: &[(AccountRole, Right)] = &[
    (Contributor, AGENCY),
    (AgencyReviewer, AGENCY),
    (Publisher, AGENCY),
    (BoardMember, PROVINCE),
    (BoardHead, PROVINCE),
    (Administrator, PROVINCE),
    (Auditor, PROVINCE),
];
const WRITERS: &[(AccountRole, Right)] = &[
    (Contributor, AGENCY),
    (AgencyReviewer, AGENCY),
    (Publisher, AGENCY),
    (BoardMember, PROVINCE),
    (BoardHead, PROVINCE),
];
const AUTHORS: &[(AccountRole, Right)] = &[
    (Contributor, OWN),
    (AgencyReviewer, AGENCY),
    (Publisher, AGENCY),
    (BoardMember, PROVINCE),
    (BoardHead, PROVINCE),
];
/// Those who read working copies, but for auditors, who change nothing.
const SHOWERS: &[(AccountRole, Right)] = &[
    (Contributor, AGENCY),
    (AgencyReviewer, AGENCY),
    (Publisher, AGENCY),
    (BoardMember, PROVINCE),
    (BoardHead, PROVINCE),
    (Administrator, PROVINCE),
];
/// Whoever made a preview counts as its author.
const REVOKERS: &[(AccountRole, Right)] = &[
    (Contributor, OWN),
    (AgencyReviewer, AGENCY),
    (Publisher, AGENCY),
    (BoardMember, PROVINCE),
    (BoardHead, PROVINCE),
    (Administrator, PROVINCE),
];
const APPROVERS: &[(AccountRole, Right)] = &[
    (Publisher, SECTIONS.of_others()),
    (BoardMember, PROVINCE.of_others()),
    (BoardHead, PROVINCE.of_others()),
];
const PUBLISHERS: &[(AccountRole, Right)] = &[
    (Publisher, SECTIONS),
    (BoardMember, PROVINCE),
    (BoardHead, PROVINCE),
];
const ADMINISTRATORS: &[(AccountRole, Right)] = &[(Administrator, PROVINCE)];
const OPERATORS: &[(AccountRole, Right)] =
    &[(Administrator, PROVINCE), (TechnicalSupport, PROVINCE)];

/// The table. `content.change_section` is asked for twice, with the section as it is and as it is to be;
/// `import.publish` publishes what was approved where it comes from.
pub const RULES: &[Rule] = &[
    open(Action::SessionSignIn, Open::Everyone),
    open(Action::SessionSignInBegin, Open::Everyone),
    open(Action::SessionSignInComplete, Open::Everyone),
    open(Action::SessionRefresh, Open::Everyone),
    open(Action::PasswordAsk, Open::Everyone),
    open(Action::PasswordRedeem, Open::Everyone),
    open(Action::TotpRecover, Open::Everyone),
    open(Action::SessionSignOut, Open::Oneself),
    open(Action::SessionSignOutEverywhere, Open::Oneself),
    open(Action::PasswordChange, Open::Oneself),
    open(Action::TotpEnrol, Open::Oneself),
    open(Action::TotpConfirm, Open::Oneself),
    open(Action::TotpRemove, Open::Oneself),
    open(Action::DeskRead, Open::SignedIn),
    open(Action::PolicyRead, Open::SignedIn),
    on_content(Action::ContentRead, &STATES, READERS),
    on_content(Action::ContentCreate, &[], WRITERS),
    on_content(Action::ContentRevise, PUBLIC, WRITERS),
    on_content(Action::ContentSave, WRITABLE, WRITERS),
    on_content(Action::ProvisionCorrect, WRITABLE, WRITERS),
    on_content(Action::ContentDiscard, WRITABLE, AUTHORS),
    on_content(Action::ContentSubmit, WRITABLE, WRITERS),
    on_content(Action::ContentRecall, &[Submitted], AUTHORS),
    on_content(
        Action::ContentEndorse,
        &[Submitted],
        &[(AgencyReviewer, AGENCY.of_others())],
    ),
    on_content(
        Action::ContentReturn,
        &[Submitted, Approved, Scheduled],
        &[
            (AgencyReviewer, AGENCY.while_in(&[Submitted])),
            (Publisher, SECTIONS),
            (BoardMember, PROVINCE),
            (BoardHead, PROVINCE),
        ],
    ),
    on_content(Action::ContentApprove, &[Submitted], APPROVERS),
    on_content(Action::ContentPublish, &[Approved, Scheduled], PUBLISHERS),
    on_content(
        Action::ContentSchedule,
        &[Approved, Scheduled, Live],
        PUBLISHERS,
    ),
    on_content(Action::ContentUnschedule, &[Scheduled, Live], PUBLISHERS),
    on_content(Action::ContentWithdraw, &[Live], PUBLISHERS),
    on_content(Action::ContentChangeSection, &[Live], PUBLISHERS),
    on_content(
        Action::ContentRedirect,
        PUBLIC,
        &[(BoardMember, PROVINCE), (BoardHead, PROVINCE)],
    ),
    on_content(Action::ContentGone, PUBLIC, &[(BoardHead, PROVINCE)]),
    on_content(
        Action::ContentTransfer,
        &STATES,
        &[(BoardHead, PROVINCE), (Administrator, PROVINCE)],
    ),
    on_content(Action::ContentRemark, WORKING, WRITERS),
    on_content(Action::ContentResolveRemark, WORKING, WRITERS),
    on_content(
        Action::ContentAssign,
        WORKING,
        &[
            (AgencyReviewer, AGENCY),
            (Publisher, SECTIONS),
            (BoardMember, PROVINCE),
            (BoardHead, PROVINCE),
        ],
    ),
    on_content(Action::PreviewCreate, WORKING, SHOWERS),
    on_content(Action::PreviewRevoke, WORKING, REVOKERS),
    on_file(Action::FileRead, READERS),
    on_file(Action::FileUpload, WRITERS),
    on_file(
        Action::FileRemove,
        &[
            (AgencyReviewer, AGENCY),
            (BoardMember, PROVINCE),
            (BoardHead, PROVINCE),
            (Administrator, PROVINCE),
        ],
    ),
    on_content(Action::ImportDraft, &[], WRITERS),
    on_content(Action::ImportPublish, &[], PUBLISHERS),
    of_roles(Action::AccountCreate, ADMINISTRATORS),
    on_account(Action::AccountUpdate, ADMINISTRATORS),
    on_account(Action::AccountDisable, ADMINISTRATORS),
    on_account(Action::AccountEnable, ADMINISTRATORS),
    on_account(Action::AccountErase, ADMINISTRATORS),
    on_account(Action::CodeIssue, ADMINISTRATORS),
    on_account(Action::MembershipGrant, ADMINISTRATORS),
    on_account(Action::MembershipEnd, ADMINISTRATORS),
    on_account(Action::MachineKeyCreate, ADMINISTRATORS),
    on_account(
        Action::AccountRead,
        &[
            (AgencyReviewer, AGENCY),
            (BoardHead, PROVINCE),
            (Administrator, PROVINCE),
            (TechnicalSupport, PROVINCE),
            (Auditor, PROVINCE),
        ],
    ),
    on_account(Action::SessionEnd, OPERATORS),
    on_account(Action::MachineKeyRevoke, OPERATORS),
    of_roles(Action::AgencyReorganise, ADMINISTRATORS),
    of_roles(Action::ReorganisationCancel, ADMINISTRATORS),
    of_roles(
        Action::ReorganisationRead,
        &[
            (BoardHead, PROVINCE),
            (Administrator, PROVINCE),
            (TechnicalSupport, PROVINCE),
            (Auditor, PROVINCE),
        ],
    ),
    of_roles(
        Action::LogRead,
        &[
            (AgencyReviewer, AGENCY),
            (BoardMember, PROVINCE),
            (BoardHead, PROVINCE),
            (Administrator, PROVINCE),
            (Auditor, PROVINCE),
        ],
    ),
];

const fn within(reach: Reach) -> Right {
    Right {
        reach,
        of_others: false,
        states: None,
    }
}

impl Right {
    const fn of_others(self) -> Self {
        Self {
            of_others: true,
            ..self
        }
    }

    const fn while_in(self, states: &'static [EditionState]) -> Self {
        Self {
            states: Some(states),
            ..self
        }
    }
}

const fn open(action: Action, open: Open) -> Rule {
    Rule {
        action,
        open,
        states: &[],
        rights: &[],
        seen_by: None,
    }
}

const fn of_roles(action: Action, rights: &'static [(AccountRole, Right)]) -> Rule {
    Rule {
        action,
        open: Open::No,
        states: &[],
        rights,
        seen_by: None,
    }
}

const fn on_account(action: Action, rights: &'static [(AccountRole, Right)]) -> Rule {
    Rule {
        seen_by: Some(Action::AccountRead),
        ..of_roles(action, rights)
    }
}

const fn on_file(action: Action, rights: &'static [(AccountRole, Right)]) -> Rule {
    Rule {
        seen_by: Some(Action::FileRead),
        ..of_roles(action, rights)
    }
}

const fn on_content(
    action: Action,
    states: &'static [EditionState],
    rights: &'static [(AccountRole, Right)],
) -> Rule {
    Rule {
        states,
        seen_by: Some(Action::ContentRead),
        ..of_roles(action, rights)
    }
}
