// Writes dist/: index.html (served at /graphql) and assets/ (served at /graphiql/assets/),
// with content hashes in the names, so that they may be cached for ever.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

const BASE = '/graphiql/assets/';
const ASSETS = 'dist/assets';

const OPTIONS = {
  bundle: true,
  minify: true,
  metafile: true,
  target: 'es2022',
  outdir: ASSETS,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
};

await rm('dist', { recursive: true, force: true });
await mkdir(ASSETS, { recursive: true });

const workers = await build({
  ...OPTIONS,
  format: 'iife',
  entryPoints: {
    editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
    json: 'monaco-editor/esm/vs/language/json/json.worker.js',
    graphql: 'monaco-graphql/esm/graphql.worker.js',
  },
});
const page = await build({
  ...OPTIONS,
  format: 'esm',
  entryPoints: ['src/graphiql.jsx'],
  jsx: 'automatic',
  loader: { '.graphql': 'text', '.ttf': 'file' },
  define: { ...OPTIONS.define, WORKERS: JSON.stringify(entryFiles(workers)) },
});

const script = entryFiles(page).graphiql;
const style = Object.keys(page.metafile.outputs).map((file) => basename(file)).find((file) => file.endsWith('.css'));
const licences = await writeLicences([workers, page]);
const html = await readFile('src/index.html', 'utf8');
await writeFile(
  'dist/index.html',
  html
    .replace('%SCRIPT%', BASE + script)
    .replace('%STYLE%', BASE + style)
    .replace('%LICENCES%', BASE + licences),
);

/** The file that each entry point became, by the entry point's name. */
function entryFiles({ metafile }) {
  const files = Object.entries(metafile.outputs)
    .filter(([file, output]) => output.entryPoint && file.endsWith('.js'))
    .map(([file]) => basename(file));
  return Object.fromEntries(files.map((file) => [file.slice(0, file.lastIndexOf('-')), file]));
}

/** The bundled packages' licences ask that their texts go with every copy. */
async function writeLicences(builds) {
  const folders = new Set(
    builds
      .flatMap(({ metafile }) => Object.keys(metafile.inputs))
      .map((file) => file.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0])
      .filter((folder) => folder && existsSync(`${folder}/package.json`)),
  );
  const texts = await Promise.all([...folders].sort().map(licence));
  const text = texts.join('\n');
  const file = `licences-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.txt`;
  await writeFile(`${ASSETS}/${file}`, text);
  return file;
}

async function licence(folder) {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const text = file ? await readFile(`${folder}/${file}`, 'utf8') : '';
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
