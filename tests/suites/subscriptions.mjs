// Subscriptions: graphql-ws, graphql-sse and eventsource listen, with the very code that README shows, while items are
// published by another process. NGUONLUAT_BINARY is the command that publishes them, NGUONLUAT_DATA_DIR its folder.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EventSource } from 'eventsource';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const [base] = process.argv.slice(2);
const url = new URL('/graphql', base).href;
const { NGUONLUAT_BINARY: binary, NGUONLUAT_DATA_DIR: folder } = process.env;
assert(binary && folder, 'NGUONLUAT_BINARY and NGUONLUAT_DATA_DIR say how to publish');
globalThis.WebSocket ??= WebSocket;

const PATIENCE = 20_000;
const within = (promise, what) => {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`too late: ${what}`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

/** The example of README, as a module. */
async function readme() {
  const text = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [, code] = text.match(/```js\n(\/\/ npm install graphql graphql-ws graphql-sse\n[\s\S]*?)```/);
  await mkdir(new URL('__generated__/', import.meta.url), { recursive: true });
  const file = new URL('__generated__/readme.mjs', import.meta.url);
  await writeFile(file, code);
  return import(file.href);
}

const ask = async (query) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  return data;
};

let published = 0;
const scratch = await mkdtemp(join(tmpdir(), 'nguonluat-'));
/** Publishes news items in a process of its own, and gives their titles. */
async function publish(count) {
  const run = `${process.pid}-${published}`;
  const titles = Array.from({ length: count }, () => `Tin thử ${run} ${++published}`);
  const at = '2026-01-02T03:04:05Z';
  const records = titles.map((title, index) => ({
    record: 'content', title, body: { html: '<p>Nội dung.</p>' }, section: 'tin-tuc-su-kien', agency: 'so-tu-phap',
    external_ids: [{ system: 'suite', value: `${run}-${index}` }], details: { kind: 'article' },
    first_published_at: at, published_at: at, updated_at: at,
  }));
  const file = join(scratch, `${run}.jsonl`);
  await writeFile(file, records.map((record) => JSON.stringify(record)).join('\n'));
  await promisify(execFile)(binary, ['import', file, '--data-dir', folder]);
  return titles;
}

/** The titles of the next changes. */
async function take(changes, count) {
  const titles = [];
  while (titles.length < count) {
    const { value, done } = await within(changes.next(), `change ${titles.length + 1} of ${count}`);
    assert.equal(done, false);
    assert.equal(value.change, 'PUBLISHED');
    titles.push(value.content.title);
  }
  return titles;
}

const { connect, changes } = await readme();
const checks = [];
const check = (name, run) => checks.push([name, run]);

for (const by of ['socket', 'events']) {
  check(`${by}: changes are heard in order, from the cursor of a list on`, async () => {
    const { changeCursor } = await ask('{ changeCursor sections { code } }');
    const client = connect(url, by);
    const heard = changes(client, changeCursor);
    const titles = await publish(3);
    assert.deepEqual(await take(heard, 3), titles);
    const more = take(heard, 2);
    assert.deepEqual(await publish(2), await more);
    client.dispose();
  });

  check(`${by}: a refused cursor is told`, async () => {
    const client = connect(url, by);
    await assert.rejects(within(changes(client, 'x').next(), 'a refusal'), ([error]) => {
      return error.extensions.code === 'BAD_USER_INPUT' && error.extensions.reason === 'INVALID_CURSOR';
    });
    client.dispose();
  });
}

check('socket: what is cut off goes on by its cursor, nothing missing, nothing twice', async () => {
  const { changeCursor } = await ask('{ changeCursor }');
  const client = connect(url, 'socket');
  const heard = changes(client, changeCursor);
  const first = await publish(2);
  assert.deepEqual(await take(heard, 2), first);
  client.terminate();
  const second = await publish(2);
  assert.deepEqual(await take(heard, 2), second);
  client.dispose();
});

check('socket: pings are answered, queries served, an invalid operation leaves the socket open', async () => {
  let pongs = 0;
  let opened = 0;
  const on = { pong: () => pongs++, connected: () => opened++ };
  const client = createClient({ url: url.replace(/^http/, 'ws'), keepAlive: 200, lazy: false, on });
  const one = async (query) => (await within(client.iterate({ query }).next(), query)).value;
  assert.equal(typeof (await one('{ changeCursor }')).data.changeCursor, 'string');
  await assert.rejects(one('subscription { nothing }'), ([error]) => {
    return error.extensions.code === 'GRAPHQL_VALIDATION_FAILED';
  });
  await assert.rejects(one('mutation { sessionSignOut { endedSessions } }'), ([error]) => {
    return error.extensions.code === 'METHOD_NOT_ALLOWED';
  });
  await new Promise((resolve) => setTimeout(resolve, 900));
  assert.equal(typeof (await one('{ changeCursor }')).data.changeCursor, 'string');
  assert(pongs >= 2, `${pongs} pongs`);
  assert.equal(opened, 1);
  client.dispose();
});

check('socket: a wrong token is closed with 4403', async () => {
  const connectionParams = { authorization: 'Bearer a.b.c' };
  const client = createClient({ url: url.replace(/^http/, 'ws'), connectionParams, retryAttempts: 0 });
  const refused = client.iterate({ query: '{ site { name } }' }).next();
  await assert.rejects(within(refused, 'a refusal'), ({ code }) => code === 4403);
  client.dispose();
});

check('eventsource: a browser hears changes, and knows where to go on', async () => {
  const query = 'subscription { contentChanged { cursor content { title } } }';
  const source = new EventSource(`${url}?${new URLSearchParams({ query })}`);
  await within(new Promise((resolve) => { source.onopen = resolve; }), 'the stream');
  const next = new Promise((resolve) => source.addEventListener('next', resolve));
  // The stream is open before the subscription has begun.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const [title] = await publish(1);
  const event = await within(next, 'an event');
  const { cursor, content } = JSON.parse(event.data).data.contentChanged;
  source.close();
  assert.equal(content.title, title);
  assert.equal(event.lastEventId, cursor);
});

let failed = 0;
for (const [name, run] of checks) {
  try {
    await run();
  } catch (error) {
    failed += 1;
    console.error(`failed: ${name}`, error);
  }
}
await rm(scratch, { recursive: true });
console.log(`subscriptions: ${checks.length - failed}/${checks.length}`);
process.exit(failed === 0 ? 0 : 1);
