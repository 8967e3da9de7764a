//! How long the lists are that have no page size, for estimates of what an operation costs.

/// Items by `Type.field`, or by an interface's field for every type that implements it: a little more than is
/// usual. What is not named here counts as ten.
pub const LIST_SIZES: &[(&str, u64)] = &[
    // Vocabularies, as the seeds fill them.
    ("Query.sections", 16),
    ("Query.topics", 80),
    ("Query.audiences", 40),
    ("Query.activityForms", 30),
    ("Query.agencyTypes", 60),
    ("Query.documentTypes", 30),
    ("Query.relationTypes", 15),
    ("Query.issuers", 60),
    ("Site.languages", 14),
    ("Section.children", 4),
    ("Section.duties", 4),
    // What hangs from a content.
    ("Content.topics", 3),
    ("Content.audiences", 3),
    ("Content.areas", 3),
    ("Content.translations", 2),
    ("Content.attachments", 3),
    ("Briefing.about", 3),
    ("Report.figures", 30),
    // Legal documents: an article holds some clauses, a clause some points.
    ("LegalDocument.issuers", 2),
    ("LegalDocument.externalIds", 3),
    ("LegalDocument.effectEvents", 5),
    ("LegalDocument.provisions", 20),
    ("Provision.children", 6),
    ("Provision.ancestors", 4),
    ("Provision.effectEvents", 2),
    // The directory.
    ("Agency.predecessors", 3),
    ("Agency.successors", 3),
    ("Area.predecessors", 4),
    ("Area.successors", 2),
    ("Communicator.topics", 4),
    // The desk.
    ("Desk.policy", 50),
    ("DeskItem.schedule", 2),
    ("Edition.authors", 3),
    ("Edition.confirmations", 2),
    ("Edition.remarks", 10),
    ("Edition.schedule", 2),
    ("EditionDraft.topics", 3),
    ("EditionDraft.audiences", 3),
    ("EditionDraft.areas", 3),
    ("EditionDraft.attachments", 3),
    ("EditionDraft.related", 5),
    ("Account.identities", 1),
    ("Account.memberships", 4),
    ("Account.sessions", 4),
    ("MachineKey.actions", 8),
    ("MachineKey.origins", 2),
    ("Membership.sections", 4),
];
