import { graphql } from 'relay-runtime';

graphql`
  query SectionPageQuery($code: String!) {
    section(code: $code) {
      ...SectionPage_section
    }
  }
`;

graphql`
  fragment SectionPage_section on Section
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" })
  @refetchable(queryName: "SectionPageRefetchQuery") {
    contents(first: $count, after: $cursor) @connection(key: "SectionPage_contents") {
      edges {
        node {
          id
          title
          ... on LegalDocument {
            number
          }
        }
      }
    }
  }
`;
