import { readFileSync } from 'node:fs';
import graphql from '@graphql-eslint/eslint-plugin';
import { buildSchema } from 'graphql';

// Paths are relative to the repository's root, where the schema-lint script runs ESLint.
const SCHEMA = 'schema.graphql';
const EXAMPLES = 'web/examples/*.graphql';

// Types without an identity of their own: they are read through their owner, so they have no id.
// A type is added here by decision; one that is not in the schema any more is an error.
const VALUES = [
  'ActivityDraft',
  'ActivityForm',
  'AgencyFacet',
  'AgencySuccession',
  'AgencyType',
  'AreaSuccession',
  'ArticleDraft',
  'Assignment',
  'Attachment',
  'BriefingDraft',
  'Citation',
  'Confirmation',
  'Contact',
  'ContentChange',
  'CourseDraft',
  'Desk',
  'DeskChange',
  'DeskCount',
  'DialogueDraft',
  'DialogueExchange',
  'DifferencePart',
  'DocumentReference',
  'DocumentType',
  'DocumentTypeFacet',
  'DraftAttachment',
  'DraftBody',
  'DraftCover',
  'DraftDialogueExchange',
  'DraftDocumentReference',
  'DraftEffectEvent',
  'DraftFigure',
  'DraftIssuer',
  'DraftLecture',
  'DraftProvision',
  'DraftReference',
  'DraftRelation',
  'DraftSource',
  'DublinCore',
  'EditionDifference',
  'EditionDraft',
  'EffectEvent',
  'ExternalId',
  'FieldDifference',
  'FieldFault',
  'Figure',
  'FileInUse',
  'FileUse',
  'Gazette',
  'Gone',
  'GuidanceDraft',
  'HighlightedText',
  'HistoryEntry',
  'Identity',
  'Image',
  'ImageVariant',
  'IssuerFacet',
  'IssuerWithSigner',
  'KindFacet',
  'Language',
  'Lecture',
  'LegalDocumentDraft',
  'LegalQuestionDraft',
  'LegalRelation',
  'LogEntry',
  'MaterialDraft',
  'PageInfo',
  'PlanDraft',
  'PolicyRight',
  'PolicyRule',
  'Provision',
  'ProvisionCorrection',
  'Redirect',
  'Refusal',
  'RelationType',
  'ReorganisationLine',
  'ReorganisationPart',
  'ReorganisationReport',
  'ReportDraft',
  'SearchFacets',
  'SearchHit',
  'SearchSuggestion',
  'SectionDuty',
  'SectionFacet',
  'Site',
  'Source',
  'StateConflict',
  'TooManyAttempts',
  'TopicFacet',
  'VersionConflict',
  'Withdrawn',
];

const { rules: recommended } = graphql.configs['flat/schema-recommended'];
const { rules: relay } = graphql.configs['flat/schema-relay'];
const { rules: operations } = graphql.configs['flat/operations-recommended'];

const schema = buildSchema(readFileSync(SCHEMA, 'utf8'));
const stale = VALUES.filter((name) => !schema.getType(name) || schema.getType(name).getFields().id);
if (stale.length > 0) {
  throw new Error(`VALUES names what is no type without an id: ${stale.join(', ')}`);
}

const languageOptions = {
  parser: graphql.parser,
  parserOptions: { graphQLConfig: { schema: SCHEMA, documents: EXAMPLES } },
};
const plugins = { '@graphql-eslint': graphql };

export default [
  {
    files: [SCHEMA],
    languageOptions,
    plugins,
    rules: {
      ...recommended,
      ...relay,
      // The field's own terms: loại cơ quan, loại văn bản, loại quan hệ.
      '@graphql-eslint/naming-convention': naming('AgencyType', 'DocumentType', 'RelationType'),
      // The default asks every object type for an id, pages of a connection and values included.
      '@graphql-eslint/strict-id-in-types': [
        'error',
        { exceptions: { types: VALUES, suffixes: ['Connection', 'Edge', 'Payload'] } },
      ],
      // The defaults let a list hold nothing but edges, which rules out the `nodes` shortcut of every
      // connection and bounded lists such as `sections`, and an edge lead to nothing but a Node,
      // which rules out a page of values, such as relations. Relay's specification asks for neither.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false },
      ],
      // Relay's specification asks for one direction at least; connections that only ever go
      // forward (citations, search, changes) offer that one.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
    },
  },
  {
    files: [EXAMPLES],
    languageOptions,
    plugins,
    rules: {
      ...operations,
      // An id in every selection serves a client's cache; these are short for people to read.
      '@graphql-eslint/require-selections': 'off',
    },
  },
];

/** The recommended naming rule, with its ban on names that end in "Type" lifted for these. */
function naming(...types) {
  const [severity, conventions] = recommended['@graphql-eslint/naming-convention'];
  const objects = 'ObjectTypeDefinition,ObjectTypeExtension';
  const ignorePattern = `^(${types.join('|')})$`;
  return [severity, { ...conventions, [objects]: { ...conventions[objects], ignorePattern } }];
}
