import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';

import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import '@graphiql/plugin-explorer/style.css';
import 'graphiql/graphiql.css';
import './graphiql.css';

import agencies from '../examples/agencies.graphql';
import documentPage from '../examples/document-page.graphql';
import homePage from '../examples/home-page.graphql';
import search from '../examples/search.graphql';
import sectionPage from '../examples/section-page.graphql';
import introduction from './introduction.graphql';

// WORKERS comes from build.mjs: the bundled files of Monaco's workers, beside this script.
globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(new URL(WORKERS[label] ?? WORKERS.editor, import.meta.url)),
};

const socketOrigin = location.origin.replace(/^http/, 'ws');
const tabs = [introduction + homePage, sectionPage, documentPage, search, agencies].map((query) => ({ query }));

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={createGraphiQLFetcher({ url: '/graphql', subscriptionUrl: `${socketOrigin}/graphql` })}
    plugins={[HISTORY_PLUGIN, explorerPlugin()]}
    defaultTabs={tabs}
    defaultQuery={introduction}
    // Headers may hold a token: they stay in memory.
    shouldPersistHeaders={false}
    showPersistHeadersSettings={false}
  >
    <GraphiQL.Logo>
      <a className="graphiql-logo-link" href="/">Nguồn luật</a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
