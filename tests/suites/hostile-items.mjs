// The ways into the database, for hostile HTML: an officer's working copy that the board publishes over GraphQL, and an
// import. Each gives what readers get of each body, and says into `failed` what is refused or comes back as another text.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { FAMILIES, MARKDOWN, REFUSED } from './hostile-html.mjs';

export const OPENING = '<p>Người dân xã Bảo Lâm hỏi về Luật Đất đai.</p>';
const READ = `query ($path: String!) { resource(path: $path) { ... on Content {
  body title summary author changeNote source { name } metadata { title description }
  cover { alt caption credit } attachments { title }
  ... on LegalQuestion { question answer } ... on Dialogue { draftTitle outcome exchanges { question response } } } } }`;
const ITEM = 'item { id version working { faults { path message } } } errors { code message path }';

export const hostile = Object.entries(FAMILIES)
  .flatMap(([family, bodies]) => bodies.map((body) => ({ family, body })));
const html = hostile.map((one) => ({ ...one, given: OPENING + one.body, text: `Hỏi: ${one.body}` }));
const markdown = [...hostile, ...MARKDOWN.map((body) => ({ family: 'Markdown', body }))]
  .map((one) => ({ ...one, given: `Người dân hỏi về Luật Đất đai.\n\n${one.body}`, text: `Hỏi: ${one.body}` }));

/** Over GraphQL: an officer of a commune writes each, the board publishes it; as a preview and as everybody sees it. */
export async function published(url, password, failed) {
  const [officer, board] = [await signIn(url, 'can-bo-xa', password), await signIn(url, 'bien-tap', password)];
  const { agency } = await ask(url, '{ agency(code: "ubnd-xa-bao-lam") { id } }');
  const create = ({ given, text, path }) => officer('contentCreate', 'ContentCreateInput', {
    kind: 'ARTICLE',
    section: 'tin-tuc-su-kien',
    agency: agency.id,
    title: text,
    changes: { path, summary: text, author: text, body: { html: given } },
  });

  const publish = async (one) => {
    let { item } = await create(one);
    const { id } = item;
    const act = async (who, name, type, more) => {
      const done = await who(name, type, { id, expectedVersion: item.version, ...more });
      if (done.errors.length > 0) {
        throw new Error(`${name}: ${JSON.stringify(done.errors)}`);
      }
      item = done.item;
      return done;
    };
    const { token } = await act(officer, 'previewCreate', 'PreviewCreateInput');
    const { resource: ahead } = await ask(url, READ, { path: one.path }, { 'x-nguonluat-preview': token });
    const confirmations = { noStateSecret: true, noPrivateLife: true, noIdentifiableChild: true };
    await act(officer, 'contentSubmit', 'ContentSubmitInput', { confirmations });
    await act(board, 'contentApprove', 'ContentActInput');
    await act(board, 'contentPublish', 'ContentPublishInput');
    const { resource } = await ask(url, READ, { path: one.path });
    judgeTexts(one, resource, failed);
    return [...new Set([ahead.body, resource.body])].map((body) => ({ ...one, html: body, way: 'GraphQL' }));
  };

  for (const body of REFUSED) {
    const { item, errors } = await create({ given: OPENING + body, text: 'Từ chối' });
    if (errors.length === 0 && !item.working.faults.some(({ path }) => path[0] === 'body')) {
      failed.push(`taken, though it should be refused: ${body.slice(0, 100)}`);
    }
  }
  // An image without alternative text is not handed over.
  const image = /<ima?\u00ad?ge?(?=[\s/])(?![^>]*alt=)/giu;
  const described = html
    .map((one, index) => ({ ...one, path: `/tin/${index}`, given: one.given.replace(image, '$& alt ') }));
  return several(described, (one) => publish(one).catch((error) => {
    failed.push(`${one.family}: ${one.body} is not published: ${error.message}`);
    return [];
  }));
}

/** By `import`: HTML, Markdown and plain text, and every other text that may hold markup. */
export async function imported(url, binary, folder, failed) {
  const covers = '{ contents(first: 100, filter: { kinds: [LEGAL_QUESTION] }) { nodes { cover { url } } } }';
  const { contents } = await ask(url, covers);
  const file = /\/media\/([0-9a-f]{64})\//u.exec(contents.nodes.find(({ cover }) => cover).cover.url)[1];
  const items = [...html.flatMap(records), ...markdown.map((one) => ({
    ...one, section: 'tin-tuc-su-kien', details: { kind: 'article' }, written: { markdown: one.given },
  }))].map((item, index) => ({ ...item, path: `/thu/${index}` }));
  const source = join(folder, 'hostile.jsonl');
  await writeFile(source, items.map((item) => JSON.stringify(record(item, file))).join('\n'));
  const report = join(folder, 'refused.jsonl');
  const flags = ['import', source, '--data-dir', join(folder, 'data'), '--report', report];
  await promisify(execFile)(binary, flags, { env: environment(), maxBuffer: 2 ** 26 }).catch(async () => {
    failed.push(`the import: ${await readFile(report, 'utf8')}`);
  });
  return several(items, async (item) => {
    const { resource } = await ask(url, READ, { path: item.path });
    if (!resource) {
      return [];
    }
    judgeTexts(item, resource, failed);
    const shown = new Set([resource.body, resource.answer ?? resource.body]);
    return [...shown].map((body) => ({ ...item, html: body, way: 'import' }));
  });
}

/** The environment of the program, in which nothing else says where its data is. */
export function environment() {
  const env = { ...process.env, NGUONLUAT_LOG: 'error' };
  delete env.DATABASE_URL;
  return env;
}

/** A question whose answer is HTML, a dialogue of plain texts, a legal document that is made of its text. */
function records(one, index) {
  const { given, text } = one;
  const details = {
    question: { kind: 'legal_question', question: text, law_as_of: '2026-01-02' },
    dialogue: {
      kind: 'dialogue', form: 'policy_dialogue', hosts: ['so-tu-phap'], draft_title: text, outcome: text,
      opens_at: '2026-01-02T03:04:05Z', closes_at: '2026-01-03T03:04:05Z',
      exchanges: [{ question: text, response: text }],
    },
    law: {
      kind: 'legal_document', document_type: 'quyet-dinh-ubnd', number: `${index + 1}/2026/QĐ-UBND`, issued_on: '2026-01-02',
      issuers: [{ code: 'ubnd-tinh-cao-bang' }], text: `Điều 1. ${text}\n1. ${text}\na) ${text}\nĐiều 2. ${text}`,
    },
  };
  return [
    { ...one, section: 'hoi-dap', details: details.question, written: { html: given } },
    { ...one, section: 'doi-thoai-chinh-sach', details: details.dialogue, written: { text } },
    { ...one, section: 'van-ban-toan-van', details: details.law, ids: true },
  ];
}

/** A line of the exchange format. */
function record({ text, path, section, details, written }, file) {
  const at = '2026-01-02T03:04:05Z';
  return {
    record: 'content', title: text, path, section, agency: 'so-tu-phap', summary: text, author: text, change_note: text,
    source: { name: text }, cover: { file, alt: text, caption: text, credit: text },
    attachments: [{ file, title: text, role: 'other' }], body: written, details,
    first_published_at: at, published_at: at, updated_at: at,
  };
}

/** Plain text comes back as it was written: neither cut at a tag nor escaped. */
function judgeTexts({ body, text, family }, resource, failed) {
  const { body: _, answer, ...plain } = resource;
  const visible = (given) => given.normalize('NFC').replace(/[\p{Cc}\p{Cf}\s]+/gu, '');
  for (const found of textsOf(plain)) {
    if (visible(found) !== visible(text)) {
      failed.push(`${family}: ${body} comes back as the text ${found}`);
    }
  }
}

function textsOf(value) {
  return typeof value === 'string' ? [value] : Object.values(value ?? {}).flatMap(textsOf);
}

async function signIn(url, login, password) {
  const start = 'mutation ($input: SignInInput!) { done: sessionSignIn(input: $input) { accessToken } }';
  const { done: { accessToken } } = await ask(url, start, { input: { login, password } });
  return async (name, type, input) => {
    const also = name === 'previewCreate' ? 'token' : '';
    const act = `mutation ($input: ${type}!) { done: ${name}(input: $input) { ${also} ${ITEM} } }`;
    return (await ask(url, act, { input }, { authorization: `Bearer ${accessToken}` })).done;
  };
}

async function ask(url, query, variables = {}, headers = {}) {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  if (errors) {
    throw new Error(`${query}: ${JSON.stringify(errors)}`);
  }
  return data;
}

/** What comes of all, some at a time. */
async function several(all, act) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < all.length) {
      const one = all[next];
      next += 1;
      results.push(...(await act(one)));
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  return results;
}
