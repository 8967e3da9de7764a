// OpenID Connect: tokens of a real provider (oidc-provider) are taken, in every algorithm it signs with; its ID tokens
// and those that oauth2-mock-server forges are not. Its people sign in with a browser, by its code flow. Starts a server of its own: node oidc.mjs PATH-OF-NGUONLUAT
import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { OAuth2Server } from 'oauth2-mock-server';
import Provider from 'oidc-provider';

const [binary] = process.argv.slice(2);
const AUDIENCE = 'https://api.tinh.example/graphql';
const CALLBACK = 'http://127.0.0.1/cb';
const CLIENT = 'back-office';
const SECRET = randomBytes(24).toString('hex');
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const ME = '{ desk { me { id name memberships { role agency { code } } } } }';

const folder = await mkdtemp(join(tmpdir(), 'nguonluat-oidc-'));
const failed = [];
let checks = 0;
let server;
try {
  await judge();
} finally {
  server?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
for (const line of failed) {
  console.error(line);
}
console.log(`oidc: ${checks - failed.length}/${checks}`);
process.exit(checks > 0 && failed.length === 0 ? 0 : 1);

async function judge() {
  const real = await startProvider();
  const mock = new OAuth2Server();
  for (const algorithm of ['RS256', 'ES256', 'EdDSA']) {
    await mock.issuer.keys.generate(algorithm, { kid: algorithm });
  }
  await mock.start(await freePort(), '127.0.0.1');
  mock.issuer.url = `http://127.0.0.1:${mock.address().port}`;
  const stranger = new OAuth2Server();
  await stranger.issuer.keys.generate('RS256', { kid: 'RS256' });
  await stranger.start(await freePort(), '127.0.0.1');
  stranger.issuer.url = mock.issuer.url;

  const provision = [{ claim: 'groups', value: 'pbgdpl', role: 'contributor', agency: 'so-tu-phap' }];
  const trusted = [real.issuer, mock.issuer.url].map((issuer) => ({
    issuer,
    audience: AUDIENCE,
    algorithms: ALGORITHMS,
    provision,
    signIn: { clientId: CLIENT, clientSecret: SECRET, redirectUris: [CALLBACK] },
  }));
  const url = await startServer(trusted);

  let first;
  for (const algorithm of ALGORITHMS) {
    real.signWith(algorithm);
    const tokens = await real.signIn('lan');
    const { status, data } = await ask(url, tokens.access_token);
    first ??= data?.desk?.me?.id;
    check(`${algorithm}: a real access token is taken`, status === 200 && data?.desk?.me?.id === first);
    check(`${algorithm}: its ID token is not`, (await ask(url, tokens.id_token)).status === 401);
  }
  real.signWith('RS256');
  const { access_token: token } = await real.signIn('mai');
  const { data } = await ask(url, token);
  const me = data?.desk?.me;
  const role = me?.memberships?.[0];
  check('another subject is another account', me?.id && me.id !== first);
  check('it is made as the rule says', me?.name === 'mai của tỉnh' && role?.role === 'CONTRIBUTOR');
  const [head, , signature] = token.split('.');
  const other = (await real.signIn('lan')).access_token.split('.')[1];
  check('claims of another token are not taken', (await ask(url, [head, other, signature].join('.'))).status === 401);

  await judgeBrowser(url, real, first);

  const build = (transform, kid = 'RS256', expiresIn = 300) => mock.issuer.buildToken({ kid, expiresIn, scopesOrTransform: transform });
  const good = (header, payload) => {
    header.typ = 'at+jwt';
    Object.assign(payload, { sub: 'johndoe', aud: AUDIENCE, groups: 'pbgdpl' });
  };
  const but = (change) => (header, payload) => {
    good(header, payload);
    change(header, payload);
  };
  for (const kid of ['RS256', 'ES256', 'EdDSA']) {
    check(`mock ${kid}: nothing is forged`, (await ask(url, await build(good, kid))).status === 200);
  }
  const seconds = Math.floor(Date.now() / 1000);
  const forged = {
    'an ID token': build((header, payload) => Object.assign(payload, { sub: 'johndoe', aud: CLIENT, nonce: 'x' })),
    'typ JWT': build(but((header) => { header.typ = 'JWT'; })),
    'for somebody else': build(but((_, payload) => { payload.aud = 'https://other.example'; })),
    'for nobody': build(but((_, payload) => { delete payload.aud; })),
    'of nobody': build(but((_, payload) => { delete payload.sub; })),
    'by nobody': build(but((_, payload) => { delete payload.iss; })),
    'by somebody else': build(but((_, payload) => { payload.iss = 'https://sso.example'; })),
    'in the name of the other provider': build(but((_, payload) => { payload.iss = real.issuer; })),
    'in the name of this server': build(but((_, payload) => { payload.iss = url; })),
    'over': build(but((_, payload) => { payload.exp = seconds - 1; })),
    'for ever': build(but((_, payload) => { delete payload.exp; })),
    'too early': build(but((_, payload) => { payload.nbf = seconds + 600; })),
    'with a key of its own': build(but((header) => { header.jwk = mock.issuer.keys.toJSON()[0]; })),
    'with a key elsewhere': build(but((header) => { header.jku = `${mock.issuer.url}/jwks`; })),
    'with an unknown key': build(but((header) => { header.kid = '../../RS256'; })),
    'with the key of another algorithm': build(but((header) => { header.kid = 'ES256'; })),
    'by a stranger': stranger.issuer.buildToken({ kid: 'RS256', scopesOrTransform: good }),
  };
  for (const [name, token] of Object.entries(forged)) {
    const { status } = await ask(url, await token);
    check(`${name}: refused`, status === 401, status);
  }
  const unsigned = (await build(good)).split('.');
  unsigned[0] = Buffer.from('{"alg":"none","typ":"at+jwt","kid":"RS256"}').toString('base64url');
  check('unsigned: refused', (await ask(url, `${unsigned[0]}.${unsigned[1]}.`)).status === 401);

  const signed = await build(good);
  await mock.stop();
  check('while a provider is down its keys are used on', (await ask(url, signed)).status === 200);
  const { status } = await fetch(`${url}/graphql?query={site{name}}`, { headers: { accept: 'application/graphql-response+json' } });
  check('and readers notice nothing', status === 200);
}

/** People sign in by the browser: with what belongs together, once, and with nothing else. */
async function judgeBrowser(url, real, lan) {
  const begin = async () => {
    const { data } = await send(url, `mutation { m: sessionSignOnStart(input: { issuer: "${real.issuer}", redirectUri: "${CALLBACK}" }) {
      authorizationUrl attempt errors { code } } }`);
    const at = await real.browse(new URL(data.m.authorizationUrl), 'lan');
    const back = Object.fromEntries(at.searchParams);
    return { attempt: data.m.attempt, state: back.state, code: back.code, issuer: back.iss };
  };
  const complete = async (input) => {
    const { data } = await send(url, `mutation ($input: SignOnCompleteInput!) { m: sessionSignOnComplete(input: $input) {
      accessToken account { id } errors { code } } }`, { input });
    return data.m;
  };
  const returned = await begin();
  check('the provider says who it is', returned.issuer === real.issuer, returned.issuer);
  const done = await complete(returned);
  check('who is back from it has a session', done.account?.id === lan, JSON.stringify(done));
  const { status, data } = await ask(url, done.accessToken ?? 'x');
  check('whose token is ours', status === 200 && data?.desk?.me?.id === lan);
  const other = await begin();
  const wrong = {
    'a code again': [returned, 'CODE_INVALID'],
    'another state': [{ ...other, state: returned.state }, 'TOKEN_INVALID'],
    'another issuer': [{ ...other, issuer: 'https://sso.example' }, 'TOKEN_INVALID'],
    'another attempt': [{ ...other, attempt: returned.attempt }, 'TOKEN_INVALID'],
    'another verifier': [{ ...(await begin()), code: other.code }, 'CODE_INVALID'],
  };
  for (const [name, [input, code]] of Object.entries(wrong)) {
    const { accessToken, errors } = await complete(input);
    check(`${name}: refused`, accessToken === null && errors[0]?.code === code, JSON.stringify(errors));
  }
}

function check(name, holds, seen = '') {
  checks += 1;
  if (!holds) {
    failed.push(`failed: ${name} ${seen}`);
  }
}

function ask(url, token) {
  return send(url, ME, {}, { authorization: `Bearer ${token}` });
}

async function send(url, query, variables = {}, headers = {}) {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data } = await answer.json();
  return { status: answer.status, data };
}

async function freePort() {
  const held = createServer().listen(0, '127.0.0.1');
  await once(held, 'listening');
  const { port } = held.address();
  held.close();
  await once(held, 'close');
  return port;
}

/** The server under test, which trusts these providers. */
async function startServer(providers) {
  const file = join(folder, 'oidc.json');
  await writeFile(file, JSON.stringify(providers));
  const url = `http://127.0.0.1:${await freePort()}`;
  const flags = ['--listen', new URL(url).host, '--data-dir', join(folder, 'data'), '--oidc', file];
  const env = { ...process.env, NGUONLUAT_LOG: 'warn' };
  delete env.DATABASE_URL;
  server = spawn(binary, ['serve', '--demo', '--outbound-allow', '127.0.0.0/8', ...flags], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let attempt = 0; attempt < 600 && server.exitCode === null; attempt += 1) {
    const ready = await fetch(`${url}/readyz`).catch(() => undefined);
    if (ready?.ok) {
      return url;
    }
    await new Promise((resolve) => { setTimeout(resolve, 200); });
  }
  throw new Error('the server does not become ready');
}

/** A real provider, and a browser that signs in there. */
async function startProvider() {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  let alg = 'RS256';
  const key = (type, options, algorithm) => {
    const { privateKey } = generateKeyPairSync(type, options);
    return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: algorithm, kid: `of-${algorithm}` };
  };
  const provider = new Provider(issuer, {
    clients: [{
      client_id: CLIENT,
      client_secret: SECRET,
      application_type: 'native',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    }],
    cookies: { keys: [SECRET] },
    jwks: {
      keys: [
        key('rsa', { modulusLength: 2048 }, 'RS256'),
        key('rsa', { modulusLength: 2048 }, 'PS256'),
        key('ec', { namedCurve: 'P-256' }, 'ES256'),
        key('ed25519', undefined, 'EdDSA'),
      ],
    },
    enabledJWA: {
      idTokenSigningAlgValues: ALGORITHMS,
    },
    extraTokenClaims: (_, { accountId }) => ({ groups: ['pbgdpl'], name: `${accountId} của tỉnh` }),
    features: {
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, audience) => ({
          scope: 'desk',
          audience,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg } },
        }),
      },
    },
  });
  const listening = provider.listen(port, '127.0.0.1');
  await once(listening, 'listening');
  return { issuer, signWith: (algorithm) => { alg = algorithm; }, signIn: (login) => signIn(issuer, login), browse };
}

/** A browser goes to a provider, somebody signs in, and it is sent back: where to. */
async function browse(start, login) {
  const cookies = new Map();
  const visit = async (url, form) => {
    const answer = await fetch(url, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      body: form && new URLSearchParams(form),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split('=');
      cookies.set(name, value);
    }
    return answer;
  };
  let answer = await visit(start);
  for (let step = 0; step < 20; step += 1) {
    const location = answer.headers.get('location');
    if (location?.startsWith(CALLBACK)) {
      return new URL(location);
    }
    if (location) {
      answer = await visit(new URL(location, start));
      continue;
    }
    const page = await answer.text();
    const action = /<form[^>]* action="([^"]+)"/u.exec(page)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/u.exec(page)?.[1];
    if (!action || !prompt) {
      throw new Error(`the provider says: ${answer.status} ${page.slice(0, 500)}`);
    }
    answer = await visit(new URL(action, start), { prompt, login, password: 'x' });
  }
  throw new Error('the provider sends around in circles');
}

/** Tokens of somebody, for this API: the code flow with PKCE, as a program goes through it by itself. */
async function signIn(issuer, login) {
  const verifier = randomBytes(32).toString('base64url');
  const start = new URL('/auth', issuer);
  start.search = new URLSearchParams({
    client_id: CLIENT,
    response_type: 'code',
    scope: 'openid desk',
    redirect_uri: CALLBACK,
    resource: AUDIENCE,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const back = await browse(start, login);
  return redeem(issuer, back.searchParams.get('code'), verifier);
}

async function redeem(issuer, code, verifier) {
  const answer = await fetch(new URL('/token', issuer), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${CLIENT}:${SECRET}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      resource: AUDIENCE,
      code_verifier: verifier,
    }),
  });
  const tokens = await answer.json();
  if (!tokens.access_token || !tokens.id_token) {
    throw new Error(`the provider gives no tokens: ${JSON.stringify(tokens)}`);
  }
  return tokens;
}
