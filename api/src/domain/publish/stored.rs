//! Closed sets as records name them and as the database keeps them: one to one, both ways.
use entity::value as stored;

use crate::exchange::{Details, content, details, record};

impl Details {
    /// The kind of content that these are the details of.
    #[must_use]
    pub fn kind(&self) -> stored::ContentKind {
        match self {
            Self::LegalDocument(_) => stored::ContentKind::LegalDocument,
            Self::Briefing(_) => stored::ContentKind::Briefing,
            Self::Guidance(_) => stored::ContentKind::Guidance,
            Self::Activity(_) => stored::ContentKind::Activity,
            Self::LegalQuestion(_) => stored::ContentKind::LegalQuestion,
            Self::Dialogue(_) => stored::ContentKind::Dialogue,
            Self::Material(_) => stored::ContentKind::Material,
            Self::Report(_) => stored::ContentKind::Report,
            Self::Plan(_) => stored::ContentKind::Plan,
            Self::Article(_) => stored::ContentKind::Article,
            Self::Course(_) => stored::ContentKind::Course,
        }
    }
}

impl From<record::Tier> for stored::Tier {
    fn from(value: record::Tier) -> Self {
        match value {
            record::Tier::Central => Self::Central,
            record::Tier::Province => Self::Province,
            record::Tier::District => Self::District,
            record::Tier::Commune => Self::Commune,
        }
    }
}

impl From<stored::Tier> for record::Tier {
    fn from(value: stored::Tier) -> Self {
        match value {
            stored::Tier::Central => Self::Central,
            stored::Tier::Province => Self::Province,
            stored::Tier::District => Self::District,
            stored::Tier::Commune => Self::Commune,
        }
    }
}

impl From<record::DutyKind> for stored::DutyKind {
    fn from(value: record::DutyKind) -> Self {
        match value {
            record::DutyKind::Mandate => Self::Mandate,
            record::DutyKind::Deadline => Self::Deadline,
            record::DutyKind::RequiredFields => Self::RequiredFields,
            record::DutyKind::Approval => Self::Approval,
        }
    }
}

impl From<stored::DutyKind> for record::DutyKind {
    fn from(value: stored::DutyKind) -> Self {
        match value {
            stored::DutyKind::Mandate => Self::Mandate,
            stored::DutyKind::Deadline => Self::Deadline,
            stored::DutyKind::RequiredFields => Self::RequiredFields,
            stored::DutyKind::Approval => Self::Approval,
        }
    }
}

impl From<record::SuccessionKind> for stored::SuccessionKind {
    fn from(value: record::SuccessionKind) -> Self {
        match value {
            record::SuccessionKind::Merge => Self::Merge,
            record::SuccessionKind::Split => Self::Split,
            record::SuccessionKind::Rename => Self::Rename,
            record::SuccessionKind::Move => Self::Move,
            record::SuccessionKind::Abolish => Self::Abolish,
        }
    }
}

impl From<stored::SuccessionKind> for record::SuccessionKind {
    fn from(value: stored::SuccessionKind) -> Self {
        match value {
            stored::SuccessionKind::Merge => Self::Merge,
            stored::SuccessionKind::Split => Self::Split,
            stored::SuccessionKind::Rename => Self::Rename,
            stored::SuccessionKind::Move => Self::Move,
            stored::SuccessionKind::Abolish => Self::Abolish,
        }
    }
}

impl From<record::CommunicatorRole> for stored::CommunicatorRole {
    fn from(value: record::CommunicatorRole) -> Self {
        match value {
            record::CommunicatorRole::Rapporteur => Self::Rapporteur,
            record::CommunicatorRole::Propagandist => Self::Propagandist,
        }
    }
}

impl From<stored::CommunicatorRole> for record::CommunicatorRole {
    fn from(value: stored::CommunicatorRole) -> Self {
        match value {
            stored::CommunicatorRole::Rapporteur => Self::Rapporteur,
            stored::CommunicatorRole::Propagandist => Self::Propagandist,
        }
    }
}

impl From<content::AttachmentRole> for stored::AttachmentRole {
    fn from(value: content::AttachmentRole) -> Self {
        match value {
            content::AttachmentRole::Document => Self::Document,
            content::AttachmentRole::Original => Self::Original,
            content::AttachmentRole::Image => Self::Image,
            content::AttachmentRole::Video => Self::Video,
            content::AttachmentRole::Audio => Self::Audio,
            content::AttachmentRole::Captions => Self::Captions,
            content::AttachmentRole::Other => Self::Other,
        }
    }
}

impl From<stored::AttachmentRole> for content::AttachmentRole {
    fn from(value: stored::AttachmentRole) -> Self {
        match value {
            stored::AttachmentRole::Document => Self::Document,
            stored::AttachmentRole::Original => Self::Original,
            stored::AttachmentRole::Image => Self::Image,
            stored::AttachmentRole::Video => Self::Video,
            stored::AttachmentRole::Audio => Self::Audio,
            stored::AttachmentRole::Captions => Self::Captions,
            stored::AttachmentRole::Other => Self::Other,
        }
    }
}

impl From<details::ProvisionKind> for stored::ProvisionKind {
    fn from(value: details::ProvisionKind) -> Self {
        match value {
            details::ProvisionKind::Preamble => Self::Preamble,
            details::ProvisionKind::Part => Self::Part,
            details::ProvisionKind::Chapter => Self::Chapter,
            details::ProvisionKind::Section => Self::Section,
            details::ProvisionKind::Subsection => Self::Subsection,
            details::ProvisionKind::Article => Self::Article,
            details::ProvisionKind::Clause => Self::Clause,
            details::ProvisionKind::Point => Self::Point,
            details::ProvisionKind::Appendix => Self::Appendix,
            details::ProvisionKind::Closing => Self::Closing,
            details::ProvisionKind::Footnote => Self::Footnote,
        }
    }
}

impl From<stored::ProvisionKind> for details::ProvisionKind {
    fn from(value: stored::ProvisionKind) -> Self {
        match value {
            stored::ProvisionKind::Preamble => Self::Preamble,
            stored::ProvisionKind::Part => Self::Part,
            stored::ProvisionKind::Chapter => Self::Chapter,
            stored::ProvisionKind::Section => Self::Section,
            stored::ProvisionKind::Subsection => Self::Subsection,
            stored::ProvisionKind::Article => Self::Article,
            stored::ProvisionKind::Clause => Self::Clause,
            stored::ProvisionKind::Point => Self::Point,
            stored::ProvisionKind::Appendix => Self::Appendix,
            stored::ProvisionKind::Closing => Self::Closing,
            stored::ProvisionKind::Footnote => Self::Footnote,
        }
    }
}

impl From<details::EffectKind> for stored::EffectKind {
    fn from(value: details::EffectKind) -> Self {
        match value {
            details::EffectKind::InForce => Self::InForce,
            details::EffectKind::Amended => Self::Amended,
            details::EffectKind::Expired => Self::Expired,
            details::EffectKind::Suspended => Self::Suspended,
            details::EffectKind::Resumed => Self::Resumed,
            details::EffectKind::Corrected => Self::Corrected,
        }
    }
}

impl From<stored::EffectKind> for details::EffectKind {
    fn from(value: stored::EffectKind) -> Self {
        match value {
            stored::EffectKind::InForce => Self::InForce,
            stored::EffectKind::Amended => Self::Amended,
            stored::EffectKind::Expired => Self::Expired,
            stored::EffectKind::Suspended => Self::Suspended,
            stored::EffectKind::Resumed => Self::Resumed,
            stored::EffectKind::Corrected => Self::Corrected,
        }
    }
}

impl From<details::BriefingForm> for stored::BriefingForm {
    fn from(value: details::BriefingForm) -> Self {
        match value {
            details::BriefingForm::PressConference => Self::PressConference,
            details::BriefingForm::PressRelease => Self::PressRelease,
            details::BriefingForm::BasicContent => Self::BasicContent,
            details::BriefingForm::TrainingForOfficials => Self::TrainingForOfficials,
            details::BriefingForm::TrainingForPeople => Self::TrainingForPeople,
            details::BriefingForm::RelatedLaw => Self::RelatedLaw,
            details::BriefingForm::Outline => Self::Outline,
        }
    }
}

impl From<stored::BriefingForm> for details::BriefingForm {
    fn from(value: stored::BriefingForm) -> Self {
        match value {
            stored::BriefingForm::PressConference => Self::PressConference,
            stored::BriefingForm::PressRelease => Self::PressRelease,
            stored::BriefingForm::BasicContent => Self::BasicContent,
            stored::BriefingForm::TrainingForOfficials => Self::TrainingForOfficials,
            stored::BriefingForm::TrainingForPeople => Self::TrainingForPeople,
            stored::BriefingForm::RelatedLaw => Self::RelatedLaw,
            stored::BriefingForm::Outline => Self::Outline,
        }
    }
}

impl From<details::DialogueForm> for stored::DialogueForm {
    fn from(value: details::DialogueForm) -> Self {
        match value {
            details::DialogueForm::PolicyDialogue => Self::PolicyDialogue,
            details::DialogueForm::DraftConsultation => Self::DraftConsultation,
        }
    }
}

impl From<stored::DialogueForm> for details::DialogueForm {
    fn from(value: stored::DialogueForm) -> Self {
        match value {
            stored::DialogueForm::PolicyDialogue => Self::PolicyDialogue,
            stored::DialogueForm::DraftConsultation => Self::DraftConsultation,
        }
    }
}

impl From<details::MaterialForm> for stored::MaterialForm {
    fn from(value: details::MaterialForm) -> Self {
        match value {
            details::MaterialForm::Outline => Self::Outline,
            details::MaterialForm::Book => Self::Book,
            details::MaterialForm::Handbook => Self::Handbook,
            details::MaterialForm::Leaflet => Self::Leaflet,
            details::MaterialForm::Story => Self::Story,
            details::MaterialForm::Skit => Self::Skit,
            details::MaterialForm::Situation => Self::Situation,
            details::MaterialForm::Commentary => Self::Commentary,
            details::MaterialForm::Video => Self::Video,
            details::MaterialForm::Audio => Self::Audio,
            details::MaterialForm::RadioScript => Self::RadioScript,
            details::MaterialForm::ELecture => Self::ELecture,
            details::MaterialForm::Infographic => Self::Infographic,
            details::MaterialForm::Poster => Self::Poster,
            details::MaterialForm::Slides => Self::Slides,
            details::MaterialForm::ProfessionalGuide => Self::ProfessionalGuide,
            details::MaterialForm::Other => Self::Other,
        }
    }
}

impl From<stored::MaterialForm> for details::MaterialForm {
    fn from(value: stored::MaterialForm) -> Self {
        match value {
            stored::MaterialForm::Outline => Self::Outline,
            stored::MaterialForm::Book => Self::Book,
            stored::MaterialForm::Handbook => Self::Handbook,
            stored::MaterialForm::Leaflet => Self::Leaflet,
            stored::MaterialForm::Story => Self::Story,
            stored::MaterialForm::Skit => Self::Skit,
            stored::MaterialForm::Situation => Self::Situation,
            stored::MaterialForm::Commentary => Self::Commentary,
            stored::MaterialForm::Video => Self::Video,
            stored::MaterialForm::Audio => Self::Audio,
            stored::MaterialForm::RadioScript => Self::RadioScript,
            stored::MaterialForm::ELecture => Self::ELecture,
            stored::MaterialForm::Infographic => Self::Infographic,
            stored::MaterialForm::Poster => Self::Poster,
            stored::MaterialForm::Slides => Self::Slides,
            stored::MaterialForm::ProfessionalGuide => Self::ProfessionalGuide,
            stored::MaterialForm::Other => Self::Other,
        }
    }
}
