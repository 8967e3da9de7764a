// Hostile HTML through both ways into the database, read by the public, and put into pages of Chromium as portals do: no
// script may run there, and nobody else be asked for anything but images. The same uncleaned must show that this is noticed.
// Starts a server of its own: node sanitiser.mjs PATH-OF-NGUONLUAT
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import puppeteer from 'puppeteer-core';

import { DORMANT, FAMILIES } from './hostile-html.mjs';
import { OPENING, environment, hostile, imported, published } from './hostile-items.mjs';

const [binary] = process.argv.slice(2);
/** Bodies that share a page, and pages that are open at a time. */
const TOGETHER = 50;
const PAGES = 20;
/** Only images may be asked for, and only our own script run: what else would is told, and not held back. */
const policy = (script) =>
  `default-src 'none'; script-src ${script}; img-src http: https:; base-uri 'none'; form-action 'none'`;

const failed = [];
const folder = await mkdtemp(join(tmpdir(), 'nguonluat-sanitiser-'));
const server = spawn(binary, ['serve', '--demo', '--listen', '127.0.0.1:0', '--data-dir', join(folder, 'data')], {
  cwd: folder,
  env: environment(),
  stdio: ['ignore', 'pipe', 'inherit'],
});
let browser;
let summary;
try {
  const { password, url } = await printed();
  const cleaned = [...(await published(url, password, failed)), ...(await imported(url, binary, folder, failed))];
  const pages = await startPages();
  browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(),
    // As root, as in most containers, Chromium has no sandbox to offer.
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
    defaultViewport: { width: 1440, height: 900 },
  });
  summary = await judge(await openPage(`http://127.0.0.1:${pages.address().port}`), cleaned);
} catch (error) {
  failed.push(error.stack);
} finally {
  await browser?.close();
  server.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
for (const line of failed) {
  console.error(line);
}
console.log(failed.length === 0 ? `sanitiser: ${summary}` : `sanitiser: ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);

/** What the server prints at its first start, in any order, within two minutes. */
async function printed() {
  let password;
  let url;
  const late = setTimeout(() => server.kill('SIGKILL'), 120_000);
  for await (const line of createInterface({ input: server.stdout })) {
    password ??= /^Demo accounts, all with the password (\S+)/u.exec(line)?.[1];
    url ??= /serving at (http:\S+)\//u.exec(line)?.[1];
    if (password && url) {
      clearTimeout(late);
      return { password, url };
    }
  }
  throw new Error('the server does not say where it serves');
}

/** The pages into which the bodies are put. */
async function startPages() {
  const script = await readFile(new URL('./portal-ways.js', import.meta.url));
  const pages = createServer(({ url, headers: { host } }, response) => {
    const [status, type, content] = {
      '/': [200, 'text/html', '<!DOCTYPE html><body><script src=/portal-ways.js></script>'],
      '/portal-ways.js': [200, 'text/javascript', script],
    }[url] ?? [404, 'text/plain', 'nothing'];
    response.writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy-report-only': policy(`http://${host}/portal-ways.js`),
    }).end(content);
  });
  pages.listen(0, '127.0.0.1');
  await once(pages, 'listening');
  return pages;
}

/** Puts what was cleaned, and what was not, into pages; what is to be said of it. */
async function judge(page, cleaned) {
  const distinct = [...new Map(cleaned.map((one) => [one.html, one])).values()];
  for (const { family, body, way } of distinct.filter((one) => !/Người dân|Hỏi:/u.test(one.html))) {
    failed.push(`${family}, by ${way}: nothing is left of what stands before ${body}`);
  }
  for (const [index, caught] of await tryOut(page, distinct, true)) {
    const { family, body, way, html } = distinct[index] ?? {};
    failed.push(`${family}, by ${way}: ${body}\n  came back as ${html}\n  ${[...caught].join('\n  ')}`);
  }
  const noticed = await tryOut(page, hostile.map(({ body }) => ({ html: OPENING + body })), false);
  for (const family of Object.keys(FAMILIES).filter((name) => !DORMANT.includes(name))) {
    if (!hostile.some((one, index) => one.family === family && noticed.has(index))) {
      failed.push(`${family}: nothing of it is noticed when it is not cleaned`);
    }
  }
  const ways = await page.evaluate(() => globalThis.ways.length + globalThis.alone.length);
  const off = hostile.filter((_, index) => noticed.has(index)).length;
  return `${distinct.length} bodies × ${ways} ways, no script ran; ${off} of ${hostile.length} went off when not cleaned`;
}

/**
 * What was caught of each body by its index, of -1 where it is not known of which. What is clean shares pages, until
 * something is caught there; what is not is tried until it is noticed.
 */
async function tryOut(page, all, clean) {
  const caught = new Map();
  const note = (index, what) => caught.set(index, (caught.get(index) ?? new Set()).add(what));
  const images = clean ? await page.evaluate((list) => list.map(globalThis.imagesOf), all.map(({ html }) => html)) : [];
  const together = async (way, groups) => {
    const found = groups.map(() => new Set());
    page.told = (what, frame, image) => {
      const at = groupOf(frame);
      if (!image || !groups[at]?.some((index) => images[index]?.includes(image))) {
        (found[at] ?? { add: (stray) => note(-1, `${way}: ${stray}`) }).add(what);
      }
    };
    const sent = groups.map((group) => group.map((index) => ({ html: all[index].html, ids: all[index].ids })));
    const told = await page.evaluate((...given) => globalThis.tryOut(...given), way, sent, clean);
    told.caught.forEach((list, at) => list.forEach((what) => found[at].add(what)));
    told.unclaimed.forEach((what) => note(-1, `${way}: ${what}`));
    return found;
  };
  const tryWay = async (way, size) => {
    const left = all.map((_, index) => index).filter((index) => clean || !caught.has(index));
    for (const groups of chunks(chunks(left, size), PAGES)) {
      const found = await together(way, groups);
      for (const [at, group] of groups.entries()) {
        const each = group.length > 1 && found[at].size > 0 ? chunks(group, PAGES) : [];
        const named = [];
        for (const some of each) {
          named.push(...(await together(way, some.map((index) => [index]))));
        }
        named.forEach((what, place) => what.forEach((one) => note(group[place], `${way}: ${one}`)));
        if (!named.some((what) => what.size > 0)) {
          found[at].forEach((what) => note(group.length > 1 ? -1 : group[0], `${way}: ${what}`));
        }
      }
    }
  };
  const { ways, alone } = await page.evaluate(() => ({ ways: globalThis.ways, alone: globalThis.alone }));
  for (const way of [...alone, ...ways]) {
    await tryWay(way, clean && !alone.includes(way) ? TOGETHER : 1);
  }
  return caught;
}

function chunks(list, size) {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

/** In which group's page a frame is. */
function groupOf(frame) {
  for (let at = frame; at; at = at.parentFrame()) {
    const index = /^group-(\d+)$/u.exec(at.name())?.[1];
    if (index && at.parentFrame()?.parentFrame() === null) {
      return Number(index);
    }
  }
  return -1;
}

async function openPage(url) {
  const page = await browser.newPage();
  page.told = () => {};
  await page.evaluateOnNewDocument(() => {
    const tell = (caught) => top.postMessage({ caught }, '*');
    globalThis.hit = () => tell('script ran');
    globalThis.listen = () => addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      tell(`against the policy: ${effectiveDirective} ${blockedURI}`);
    });
    globalThis.listen();
  });
  page.on('dialog', (dialog) => {
    page.told(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('pageerror', (error) => page.told(`error: ${error.message}`));
  browser.on('targetcreated', async (target) => {
    if (target.type() === 'page') {
      page.told(`window: ${target.url()}`);
      await (await target.page())?.close();
    }
  });
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const ours = [`${url}/`, `${url}/portal-ways.js`, `${url}/favicon.ico`];
    if (ours.includes(request.url())) {
      request.continue();
      return;
    }
    const kind = request.resourceType();
    page.told(`${kind} ${request.url()}`, request.frame(), kind === 'image' && request.url());
    request.abort('aborted');
  });
  await page.goto(url);
  return page;
}
