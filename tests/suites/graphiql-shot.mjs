// graphiql-shot.mjs URL PNG: GraphiQL in a headless Chromium. Every example of its tabs and a query
// typed by hand must answer, a subscription must hear, the page must say nothing on the console and ask nobody
// but its own server for anything.
import { execFileSync } from 'node:child_process';
import puppeteer from 'puppeteer-core';

const [url, png] = process.argv.slice(2);
const { origin } = new URL(url);
const deadline = Date.now() + 60_000;
const complaints = [];
let summary;

const EDITOR = '.graphiql-query-editor .monaco-editor';
const TAB = '.graphiql-tab-button';

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(),
  // As root, as in most containers, Chromium has no sandbox to offer.
  args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  defaultViewport: { width: 1440, height: 900 },
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  watch(page);
  // The whole answer: the result pane has only the lines that are in view.
  await page.evaluateOnNewDocument(() => {
    globalThis.responseModel = () =>
      __MONACO.editor.getModels().find(({ uri }) => uri.path.endsWith('-response.json'));
  });
  await page.goto(new URL('/graphql', url).href);
  await page.waitForSelector(EDITOR);

  const examples = (await page.$$(TAB)).length;
  for (let tab = 0; tab < examples; tab++) {
    await (await page.$$(TAB))[tab].click();
    await run(page, `example ${tab + 1}`);
  }
  await addTab(page);
  await type(page, 'query Typed { typed: __schema { queryType { name } } }');
  const answer = await run(page, 'typed query');
  if (!answer.data?.typed) {
    complaints.push(`typed query: ${JSON.stringify(answer)} does not answer it`);
  }
  if (page.workers().length === 0) {
    complaints.push('no web worker is running');
  }

  await (await page.$$(TAB))[0].click();
  await run(page, 'example 1');
  await page.screenshot({ path: png });

  await addTab(page);
  await type(page, `subscription Heard { contentChanged(after: "${await firstCursor()}") { change path } }`);
  // The tab is called so once GraphiQL has parsed it. Last, because what is sent before it has parsed anything else would
  // be sent as the subscription.
  const isParsed = (tab) => [...document.querySelectorAll(tab)].some(({ textContent }) => textContent === 'Heard');
  await page.waitForFunction(isParsed, {}, TAB);
  const heard = await run(page, 'subscription');
  if (!heard.data?.contentChanged) {
    complaints.push(`subscription: ${JSON.stringify(heard)} tells of nothing`);
  }
  summary = `graphiql: ${examples} examples and a typed query answered, a subscription heard, without a complaint, picture in ${png}`;
} catch (error) {
  complaints.push(error.stack);
} finally {
  await browser.close();
}
for (const complaint of complaints) {
  console.error(complaint);
}
if (complaints.length === 0) {
  console.log(summary);
} else {
  process.exitCode = 1;
}

function watch(page) {
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin: target } = new URL(request.url());
    if (protocol !== 'data:' && target !== origin) {
      complaints.push(`request to ${request.url()}`);
    }
  });
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
}

async function type(page, query) {
  await page.click(EDITOR);
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  // In one piece, as if pasted: the editor closes no brackets and completes no names.
  await page.keyboard.sendCharacter(query);
}

async function addTab(page) {
  const tabs = (await page.$$(TAB)).length;
  await page.click('.graphiql-tab-add');
  await page.waitForFunction((tab, count) => document.querySelectorAll(tab).length > count, {}, TAB, tabs);
}

/** The cursor before all changes: the newest one's, with the number 0. */
async function firstCursor() {
  const reply = await fetch(new URL('/graphql?query={changeCursor}', url));
  const cursor = Buffer.from((await reply.json()).data.changeCursor, 'base64url');
  return cursor.fill(0, 1).toString('base64url');
}

/** Runs what is in the editor; the answer must have no errors, and every root field find something. */
async function run(page, title) {
  let answer;
  do {
    await page.evaluate(() => responseModel().setValue(''));
    await page.click('.graphiql-execute-button');
    const text = await page.waitForFunction(() => responseModel().getValue().trim());
    answer = JSON.parse(await text.jsonValue());
  } while (isParsing(answer) && Date.now() < deadline);
  const roots = Object.values(answer.data ?? {});
  const empty = roots.length === 0 || roots.some((root) => root === null || root.nodes?.length === 0);
  if (answer.errors || empty) {
    complaints.push(`${title}: ${JSON.stringify(answer)}`);
  }
  return answer;
}

/** GraphiQL parses a moment after the editor changes; until then it knows no operation, or the tab's before. */
function isParsing({ errors }) {
  const error = errors?.[0];
  return error?.message === 'Unable to detect operation AST' || error?.extensions?.code === 'OPERATION_RESOLUTION_FAILED';
}
