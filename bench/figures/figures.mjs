// Measures a published Pendopo: node figures.mjs PROGRAM DATA. Traffic stays on loopback.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [program, data] = process.argv.slice(2);
const STARTS = 7;
const LIGHTHOUSE_RUNS = 3;
const IDLE_SECONDS = 15;
const LOAD_REQUESTS = 6000;
const LOAD_BROWSERS = 8;

const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];

const freePort = () => new Promise(resolve => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const start = async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(program, ['serve', '--data', data, '--urls', url], { stdio: 'ignore' });
  while (performance.now() - began < 60_000) {
    const answer = await fetch(`${url}/`).catch(() => undefined);
    if (answer?.ok) {
      await answer.text();
      return { child, url, milliseconds: performance.now() - began };
    }
    await answer?.body?.cancel();
    await pause(5);
  }
  child.kill();
  throw new Error('no page within a minute');
};

const stop = ({ child }) => new Promise(resolve => {
  child.once('exit', resolve);
  child.kill('SIGTERM');
});

const measureStarts = async () => {
  const times = [];
  for (let i = 0; i < STARTS; i++) {
    const running = await start();
    times.push(running.milliseconds);
    await stop(running);
  }
  console.log(`start to first page: median ${median(times).toFixed(0)} ms of ${STARTS} (${times.map(time => time.toFixed(0)).join(', ')})`);
};

const memory = (when, { child }) => {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const [all, own, files, shared] = ['VmRSS', 'RssAnon', 'RssFile', 'RssShmem'].map(name => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024);
  console.log(`resident memory ${when}: ${all.toFixed(0)} MB (own ${(own + shared).toFixed(0)}, pages of files ${files.toFixed(0)})`);
};

const load = async pages => {
  let left = LOAD_REQUESTS;
  await Promise.all(Array.from({ length: LOAD_BROWSERS }, async () => {
    while (left-- > 0) await (await fetch(pages[left % pages.length])).arrayBuffer();
  }));
};

const firstPost = async url => {
  const home = await (await fetch(`${url}/`)).text();
  const link = /href="((?:\/@[a-z0-9-]+)?\/posts\/[^"#?]+)"/.exec(home);
  if (!link) throw new Error('the home page shows no post');
  return url + link[1];
};

const audit = async (name, page) => {
  await fetch(page);
  const reports = [];
  for (let i = 0; i < LIGHTHOUSE_RUNS; i++) {
    const chrome = await launch({ chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'] });
    const result = await lighthouse(page, { port: chrome.port, logLevel: 'error', formFactor: 'mobile', throttlingMethod: 'simulate', onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'] });
    reports.push(result.lhr);
    await chrome.kill();
  }
  const score = category => Math.round(median(reports.map(report => report.categories[category].score)) * 100);
  const requests = reports.at(-1).audits['network-requests'].details.items.filter(item => item.url.startsWith('http'));
  const foreign = requests.filter(item => new URL(item.url).host !== new URL(page).host).length;
  const bytes = requests.reduce((sum, item) => sum + item.transferSize, 0);
  console.log(`${name}: Lighthouse ${score('performance')} / ${score('accessibility')} / ${score('best-practices')} / ${score('seo')}, `
    + `${(bytes / 1024).toFixed(1)} KB in ${requests.length} requests, ${foreign} to third parties`);
  for (const item of requests) console.log(`  ${(item.transferSize / 1024).toFixed(1)} KB ${new URL(item.url).pathname}`);
  const failed = Object.values(reports.at(-1).audits).filter(found => found.score !== null && found.score < 1 && found.scoreDisplayMode === 'binary');
  for (const item of failed) console.log(`  not met: ${item.id}`);
};

await measureStarts();
const running = await start();
try {
  await pause(IDLE_SECONDS * 1000);
  memory(`${IDLE_SECONDS} s after the first page`, running);
  await load([`${running.url}/`, await firstPost(running.url), `${running.url}/search?q=anak`]);
  memory(`right after ${LOAD_REQUESTS} pages to ${LOAD_BROWSERS} browsers at once`, running);
  await pause(IDLE_SECONDS * 1000);
  memory(`${IDLE_SECONDS} s later`, running);
  await audit('home page', `${running.url}/`);
  await audit('post page', await firstPost(running.url));
} finally {
  await stop(running);
}
