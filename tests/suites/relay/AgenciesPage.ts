import { graphql } from 'relay-runtime';

graphql`
  query AgenciesPageQuery {
    ...AgenciesPage_query
  }
`;

graphql`
  fragment AgenciesPage_query on Query
  @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" })
  @refetchable(queryName: "AgenciesPageRefetchQuery") {
    agencies(first: $count, after: $cursor) @connection(key: "AgenciesPage_agencies") {
      edges {
        node {
          id
          ...AgenciesPage_agency
        }
      }
    }
  }
`;

graphql`
  fragment AgenciesPage_agency on Agency @refetchable(queryName: "AgenciesPageAgencyQuery") {
    code
    name
  }
`;
