// Starts and stops the servers, and reads what the kernel says of them.
import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export const freePort = () => new Promise(resolve => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

/** Starts a program and waits until the page answers 200; `milliseconds` counts from the start to the last byte of that page. */
export const start = async ({ command, args, cwd, env, page, log }) => {
  const out = log ? openSync(log, 'a') : 'ignore';
  const began = performance.now();
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', out, out] });
  while (performance.now() - began < 120_000 && child.exitCode === null) {
    const answer = await fetch(page, { redirect: 'manual' }).catch(() => undefined);
    if (answer?.status === 200) {
      await answer.text();
      return { child, pid: child.pid, milliseconds: performance.now() - began };
    }
    await answer?.body?.cancel();
    await pause(5);
  }
  child.kill('SIGKILL');
  throw new Error(`${command} ${args.join(' ')}: no page at ${page}${log ? `; see ${readFileSync(log, 'utf8').slice(-2000)}` : ''}`);
};

export const stop = ({ child }) => new Promise(resolve => {
  if (child.exitCode !== null) return resolve();
  child.once('exit', resolve);
  child.kill('SIGTERM');
});

/** Processor time of a process so far, user and system, in milliseconds. A clock tick is 10 ms on Linux. */
export const cpu = pid => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

export const megabytes = pid => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

export const load = () => readFileSync('/proc/loadavg', 'utf8').split(' ')[0];

export const median = values => [...values].sort((a, b) => a - b)[values.length >> 1];
