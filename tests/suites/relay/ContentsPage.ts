import { graphql } from 'relay-runtime';

graphql`
  query ContentsPageQuery {
    ...ContentsPage_query
  }
`;

graphql`
  fragment ContentsPage_query on Query
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
  )
  @refetchable(queryName: "ContentsPageRefetchQuery") {
    contents(first: $first, after: $after, last: $last, before: $before)
      @connection(key: "ContentsPage_contents") {
      totalCount
      edges {
        node {
          id
          kind
          title
          path
          publishedAt
        }
      }
    }
  }
`;
