// What is measured: each part does one round of one server and gives back its figures.
import { setTimeout as pause } from 'node:timers/promises';
import { signed } from './activities.mjs';
import { burst, pages, percentile, together } from './requests.mjs';
import { cpu } from './servers.mjs';

const SECONDS = 5;
const WRITERS = 8;

export const measurePages = async server => {
  const figures = {};
  for (const page of ['post', 'home']) {
    figures[`${page}8`] = await pages(server.pid, server[page], 8, SECONDS);
    figures[`${page}32`] = await pages(server.pid, server[page], 32, SECONDS);
  }
  return figures;
};

/** Posts from nothing to a page that everybody sees, by eight writers at a time. */
export const measurePublish = async (server, first, count) => {
  const addresses = [];
  const before = cpu(server.pid);
  const began = performance.now();
  await together(count, WRITERS, async i => { addresses[i] = await server.publish(first + i); });
  if (server.visible) for (const address of addresses) await server.visible(address);
  const seconds = (performance.now() - began) / 1000;
  return { rate: count / seconds, cpu: (cpu(server.pid) - before) / count };
};

export const measureInbound = async ({ pid, port, inbox, to, actor }, count) => {
  const requests = signed(count, { actor, to, inbox, host: new URL(inbox).host });
  const before = cpu(pid);
  const { seconds, statuses, times } = await burst(port, requests, 32);
  if (statuses['202'] !== count) throw new Error(`${count} activities were sent, and answered ${JSON.stringify(statuses)}`);
  return { rate: count / seconds, cpu: (cpu(pid) - before) / count, p99: percentile(times, 0.99) };
};

const ask = async (sink, path) => (await fetch(`http://127.0.0.1:${sink}${path}`)).json();

/** One post to so many inboxes: from the act until the last inbox has it. A visitor asks for a page every 25 ms meanwhile. */
export const measureFanOut = async ({ pid, act, page }, sink, count) => {
  await ask(sink, '/zero');
  const times = [];
  let over = false;
  const visitor = page && (async () => {
    const asked = [];
    for (; !over; await pause(25)) asked.push((async () => {
      const sent = performance.now();
      const answer = await fetch(page);
      await answer.arrayBuffer();
      times.push(performance.now() - sent);
      if (answer.status !== 200) throw new Error(`the page answered ${answer.status}`);
    })());
    await Promise.all(asked);
  })();
  const before = cpu(pid);
  const began = Date.now();
  await act();
  let state = await ask(sink, '/count');
  for (; state.count < count && Date.now() - began < 120_000; state = await ask(sink, '/count')) await pause(50);
  const spent = cpu(pid) - before;
  over = true;
  await visitor;
  if (state.count < count) throw new Error(`only ${state.count} of ${count} inboxes were reached`);
  return { rate: count * 1000 / (state.last - began), cpu: spent / count, p99: page ? percentile(times, 0.99) : undefined };
};
