// Starts the servers, measures them in turn and prints the table. See `run`.
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { serveActor } from './activities.mjs';
import { Client } from './client.mjs';
import { addFollowers } from './followers.mjs';
import { Ghost } from './ghost.mjs';
import { Pendopo } from './pendopo.mjs';
import { pages } from './requests.mjs';
import { measureFanOut, measureInbound, measurePages, measurePublish } from './rows.mjs';
import { freePort, load, median, megabytes, start, stop } from './servers.mjs';
import { Table } from './table.mjs';

const { values: options } = parseArgs({ options: { program: { type: 'string' }, cache: { type: 'string' }, work: { type: 'string' }, rounds: { type: 'string', default: '3' }, only: { type: 'string' } } });
const rounds = Number(options.rounds);
const wants = part => !options.only || options.only.split(',').includes(part);
const wantsGhost = ['pages', 'publish', 'start'].some(wants);
const POSTS = Number(process.env.POSTS ?? 200);
const INBOXES = 1000;

const say = text => console.log(`${new Date().toISOString().slice(11, 19)} load ${load()}  ${text}`);
const results = { pages: [], publish: [], inbound: [], fanout: [], start: [] };
const peers = { pages: [], publish: [], inbound: [], fanout: [], start: [] };

/** Each round measures one after the other, and every second round the other way round. */
const inTurn = async (part, ours, theirs) => {
  if (!wants(part)) return;
  for (let round = 0; round < rounds; round++) {
    const both = [async () => results[part].push(await ours(round)), async () => peers[part].push(await theirs(round))];
    for (const measure of round % 2 === 0 ? both : both.reverse()) await measure();
    say(`${part}, round ${round + 1} of ${rounds}`);
  }
};

const pendopo = new Pendopo(options.program, options.work);
const ghost = new Ghost(options.cache, options.work);
const stopping = [];

const prepare = async () => {
  const sink = await freePort();
  const counting = spawn(process.execPath, ['sink.mjs', String(sink)], { stdio: 'inherit' });
  stopping.push(() => stop({ child: counting }));
  pendopo.prepare();
  addFollowers(`${pendopo.data}/pendopo.db`, pendopo.handle, sink, INBOXES);
  await pendopo.start();
  stopping.push(() => pendopo.stop());
  say('filling Pendopo');
  await pendopo.fill(POSTS);
  if (wantsGhost) {
    await ghost.start();
    stopping.push(() => ghost.stop());
    say('filling Ghost');
    await ghost.fill(POSTS);
  }
  return sink;
};

const startFedify = async () => {
  const port = await freePort();
  const running = await start({ command: process.execPath, args: ['fedify.mjs', options.cache, String(port)], page: `http://127.0.0.1:${port}/count` });
  stopping.push(() => stop(running));
  return { port, pid: running.pid, base: `http://127.0.0.1:${port}` };
};

const measureFediverse = async sink => {
  const fedify = await startFedify();
  const { actor, server } = await serveActor(await freePort());
  stopping.push(() => server.close());
  const toPendopo = { pid: pendopo.pid, port: pendopo.port, actor, inbox: `${pendopo.base}/ap/users/${pendopo.handle}/inbox`, to: `${pendopo.base}/ap/users/${pendopo.handle}` };
  const toFedify = { pid: fedify.pid, port: fedify.port, actor, inbox: `${fedify.base}/users/alice/inbox`, to: `${fedify.base}/users/alice` };
  if (wants('inbound')) {
    await measureInbound(toFedify, 200);
    await measureInbound(toPendopo, 1000);
    await pendopo.quiet();
  }
  await inTurn('inbound', async () => {
    const figures = await measureInbound(toPendopo, 3000);
    await pendopo.quiet();
    return figures;
  }, () => measureInbound(toFedify, 1000));
  if (wants('inbound')) {
    const kept = Object.values(pendopo.jobs('channels.fediverse-take')).reduce((sum, many) => sum + many, 0);
    if (kept !== 1000 + 3000 * rounds) throw new Error(`${kept} activities were kept`);
  }
  const channel = pendopo.channel('fediverse');
  const client = new Client(fedify.base);
  await inTurn('fanout', async round => {
    const figures = await measureFanOut({ pid: pendopo.pid, page: pendopo.post, act: () => pendopo.publish(9000 + round, [channel]) }, sink, INBOXES);
    await pendopo.quiet();
    return figures;
  }, () => measureFanOut({ pid: fedify.pid, act: () => client.send('GET', `/fanout?to=${sink}&count=${INBOXES}`) }, sink, INBOXES));
  client.close();
};

const measureStarts = async server => {
  await server.stop();
  return server.start();
};

const print = memory => {
  const table = new Table();
  const [ours, theirs] = [results.pages, peers.pages];
  for (const [page, bar] of [['post', 30], ['home', 60]]) {
    table.rate(`${page} page, 8 connections`, ours, theirs, round => round[`${page}8`], bar, 'Ghost');
    if (ours.length === 0) continue;
    table.part(`${page} page, p99 at 32 connections`, median(ours.map(round => round[`${page}32`].p99)), median(theirs.map(round => round[`${page}32`].p99)), 20, 'Ghost');
    table.most(`${page} page, time-outs and failures`, ours.reduce((sum, round) => sum + ['8', '32'].reduce((many, at) => many + round[page + at].timeouts + round[page + at].failed, 0), 0), 0, '');
  }
  table.rate('post written, approved, published by API', results.publish, peers.publish, round => round, 20, 'Ghost');
  table.rate('signed activities verified and kept', results.inbound, peers.inbound, round => round, 5, 'Fedify');
  table.rate('one post to 1,000 inboxes', results.fanout, peers.fanout, round => round, 8, 'Fedify');
  if (results.fanout.length > 0) table.most('post page meanwhile, p99', median(results.fanout.map(round => round.p99)), 100, 'ms');
  if (results.start.length > 0) {
    table.part('start to first page', median(results.start), median(peers.start), 2, 'Ghost');
    table.most('start to first page', median(results.start), 1500, 'ms');
  }
  table.most('resident memory after all this load', memory, 250, 'MB');
  console.log();
  table.print();
  console.log(`
Medians of ${rounds} rounds, lowest and highest in brackets; CPU-ms is processor time of the server for one request. 200 equal posts each, no HTTP cache
before either, wrk and every client on the same two cores. Ghost runs one thread of JavaScript, as it is made to, so that part of a ratio is the
second core; its pages carry a theme of others and its Admin API also renders cards. Pendopo's post takes two requests by two people, because another person
approves, and counts until everybody sees the page. Fedify keeps what it hears in memory and does nothing with it; Pendopo answers after the disk has it,
and works on it meanwhile. Both send to the same inboxes of one server; Pendopo's time runs from the first request of writing the post.`);
  return table.failed;
};

let failed = 1;
try {
  const sink = await prepare();
  if (wants('pages')) {
    for (const server of [pendopo, ghost]) await pages(server.pid, server.post, 8, 4).then(() => pages(server.pid, server.home, 8, 4));
  }
  await inTurn('pages', () => measurePages(pendopo), () => measurePages(ghost));
  if (wants('publish')) await measurePublish(pendopo, 1000, 100);
  await inTurn('publish', round => measurePublish(pendopo, 2000 + 1000 * round, 300), round => measurePublish(ghost, 2000 + 1000 * round, 60));
  if (wants('inbound') || wants('fanout')) await measureFediverse(sink);
  const memory = megabytes(pendopo.pid);
  await inTurn('start', () => measureStarts(pendopo), () => measureStarts(ghost));
  failed = print(memory);
} finally {
  for (const end of stopping.reverse()) await end();
}
process.exit(failed === 0 ? 0 : 1);
