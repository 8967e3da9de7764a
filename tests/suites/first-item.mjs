// The blocks of docs/first-item.md, in both languages, pasted one after another into a shell as a newcomer does, against a
// demo of their own: node first-item.mjs PATH-OF-NGUONLUAT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [binary] = process.argv.slice(2);
const TITLE = 'Bảo Lâm tuyên truyền Luật Đất đai';
const PORT = 20000 + Math.floor(Math.random() * 12000);
const API = `http://127.0.0.1:${PORT}/graphql`;

const folder = await mkdtemp(join(tmpdir(), 'nguonluat-first-item-'));
const env = { ...process.env, NGUONLUAT_LOG: 'error' };
delete env.DATABASE_URL;
const flags = ['serve', '--demo', '--listen', `127.0.0.1:${PORT}`, '--data-dir', join(folder, 'data')];
const server = spawn(binary, flags, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
const failed = [];
try {
  const password = await printed();
  for (const page of ['first-item.md', 'first-item.vi.md']) {
    judge(page, await paste(page, password));
  }
} finally {
  server.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
for (const line of failed) {
  console.error(line);
}
console.log(`first-item: ${failed.length === 0 ? 'published, as both pages say' : 'failed'}`);
process.exit(failed.length === 0 ? 0 : 1);

/** The password that the server prints; it serves when it has printed its address too. */
async function printed() {
  let password;
  let address = false;
  for await (const line of createInterface({ input: server.stdout })) {
    password ??= /^Demo accounts, all with the password (\S+)/u.exec(line)?.[1];
    address ||= line.includes(`127.0.0.1:${PORT}`);
    if (password && address) {
      return password;
    }
  }
  throw new Error('the server prints no password');
}

/** What a shell says to the blocks of a page. */
async function paste(page, password) {
  const text = await readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/```sh\n(.*?)```/gsu)].map(([, block]) => block);
  const shell = spawn('bash', ['-eu', '-c', blocks.join('\n')], { env: { ...process.env, api: API }, stdio: ['pipe', 'pipe', 'inherit'] });
  shell.stdin.end(`${password}\n`);
  const said = (async () => {
    let all = '';
    for await (const part of shell.stdout) {
      all += part;
    }
    return all;
  })();
  const [code] = await once(shell, 'exit');
  if (code !== 0) {
    failed.push(`${page}: the shell ends with ${code}`);
  }
  return said;
}

function judge(page, said) {
  const answers = said.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  const refused = answers.filter(({ data, errors }) => errors || Object.values(data).some((field) => field?.errors?.length > 0));
  const read = answers.find(({ data }) => data?.resource);
  if (refused.length > 0 || read?.data.resource.title !== TITLE || answers.at(-1)?.data?.section.latest[0].title !== TITLE) {
    failed.push(`${page}:\n${said}`);
  }
}
