// GraphQL-over-HTTP: every audit of graphql-http's suite, the optional ones too.
import { serverAudits } from 'graphql-http';

const [url] = process.argv.slice(2);
const audits = serverAudits({ url: new URL('/graphql', url).href });
const results = [];
for (const audit of audits) {
  results.push(await audit.fn());
}
const failed = results.filter(({ status }) => status !== 'ok');
for (const { id, name, status, reason } of failed) {
  console.error(`${status} ${id} ${name}: ${reason}`);
}
console.log(`http-audit: ${results.length - failed.length}/${results.length}`);
process.exitCode = results.length > 0 && failed.length === 0 ? 0 : 1;
