// Drives Debian's chromium by the DevTools protocol; needs nothing from npm. Node 20.10 or newer with --experimental-websocket.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The sample people by their role, as `pendopo demo` prints them. */
export const readPeople = file =>
  Object.fromEntries(readFileSync(file, 'utf8').trim().split('\n').map(line => line.split('\t')).map(([role, email, password]) => [role, { email, password }]));

/** A browser that looks at one address; `page` opens a page that shares nothing with others, `end` ends it and forgets all. One page loads at a time. */
export async function browse(address, ...flags) {
  const profile = mkdtempSync(join(tmpdir(), 'pendopo-chromium-'));
  const chromium = spawn('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', ...flags,
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
    const after = async act => { const seen = new Promise(done => { loaded = done; }); await act(); await seen; };
    const read = async expression => {
      const { result, exceptionDetails } = await tell('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    };
    const open = path => after(() => tell('Page.navigate', { url: new URL(path, address).href }));
    const signIn = async ({ email, password }) => {
      await open('/sign-in');
      await after(() => read(`{
        document.querySelector("[name='Form.Email']").value = ${JSON.stringify(email)};
        const secret = document.querySelector("[name='Form.Password']");
        secret.value = ${JSON.stringify(password)};
        secret.form.requestSubmit();
      }`));
    };
    return { tell, open, read, after, signIn };
  }

  async function end() {
    socket.close();
    const ended = new Promise(done => chromium.on('close', done));
    chromium.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  return { page, end };
}
