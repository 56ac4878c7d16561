// Photographs pages of a running sample world: node --experimental-websocket take.mjs ADDRESS PEOPLE.tsv FOLDER
// Speaks the DevTools protocol with Debian's chromium; needs nothing from npm.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [address, peopleFile, folder] = process.argv.slice(2);
const people = Object.fromEntries(readFileSync(peopleFile, 'utf8').trim().split('\n').map(line => line.split('\t')).map(([role, email, password]) => [role, { email, password }]));
const profile = mkdtempSync(join(tmpdir(), 'pendopo-photo-'));
const chromium = spawn('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--hide-scrollbars', '--lang=id-ID',
  '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });

const devtools = await new Promise((found, lost) => {
  let said = '';
  chromium.stderr.on('data', part => { said += part; const at = said.match(/ws:\/\/\S+/); if (at) found(at[0]); });
  chromium.on('exit', () => lost(new Error(`chromium ended: ${said}`)));
});
const socket = new WebSocket(devtools);
await new Promise(open => socket.addEventListener('open', open));
const waiting = new Map();
let loaded = () => {};
let last = 0;
socket.addEventListener('message', ({ data }) => {
  const { id, method, result, error } = JSON.parse(data);
  if (method === 'Page.loadEventFired') loaded();
  if (error) waiting.get(id)?.lost(new Error(error.message)); else waiting.get(id)?.found(result);
  waiting.delete(id);
});
const ask = (method, params = {}, sessionId = undefined) => new Promise((found, lost) => {
  waiting.set(++last, { found, lost });
  socket.send(JSON.stringify({ id: last, method, params, sessionId }));
});

async function page() {
  const { browserContextId } = await ask('Target.createBrowserContext');
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank', browserContextId });
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true });
  const tell = (method, params) => ask(method, params, sessionId);
  await tell('Page.enable');
  await tell('Network.enable');
  await tell('Network.setExtraHTTPHeaders', { headers: { 'Accept-Language': 'id' } });
  await tell('Emulation.setLocaleOverride', { locale: 'id_ID' });
  const after = async act => { const seen = new Promise(done => { loaded = done; }); await act(); await seen; };
  const read = async expression => (await tell('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  const open = path => after(() => tell('Page.navigate', { url: new URL(path, address).href }));
  return { tell, open, read, after };
}

async function signedIn(role) {
  const visitor = await page();
  await visitor.open('/sign-in');
  const { email, password } = people[role];
  await visitor.after(() => visitor.read(`{
    document.querySelector("[name='Form.Email']").value = ${JSON.stringify(email)};
    const secret = document.querySelector("[name='Form.Password']");
    secret.value = ${JSON.stringify(password)};
    secret.form.requestSubmit();
  }`));
  return visitor;
}

async function photograph(visitor, name, path, width, height) {
  await visitor.tell('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1.5, mobile: width < 600 });
  await visitor.open(path);
  const { data } = await visitor.tell('Page.captureScreenshot', { format: 'png' });
  writeFileSync(join(folder, `${name}.png`), Buffer.from(data, 'base64'));
  console.log(`${name}.png  ${path}`);
}

const link = (visitor, selector) => visitor.read(`document.querySelector(${JSON.stringify(selector)}).getAttribute('href')`);

try {
  const visitor = await page();
  await photograph(visitor, 'home', '/@melati', 1280, 900);
  await photograph(visitor, 'post', await link(visitor, "main article a[href*='/posts/']"), 1280, 900);
  const officer = await signedIn('officer');
  await photograph(officer, 'inbox', '/desk/inbox', 1280, 800);
  await officer.open('/desk/posts?state=writing');
  await photograph(officer, 'editor', await link(officer, "main td a[href^='/desk/posts/'], main th a[href^='/desk/posts/']"), 1280, 1000);
} finally {
  socket.close();
  const ended = new Promise(done => chromium.on('close', done));
  chromium.kill();
  await ended;
  rmSync(profile, { recursive: true, force: true });
}
