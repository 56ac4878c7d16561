// Sends requests: wrk for pages, a bare client for what is written once and never again.
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { cpu } from './servers.mjs';

const run = promisify(execFile);
const milliseconds = text => parseFloat(text) * (text.endsWith('us') ? 0.001 : text.endsWith('ms') ? 1 : 1000);

/** One run of wrk: requests a second, the 99th percentile, what failed, processor time of the server for one request. */
export const pages = async (pid, url, connections, seconds) => {
  const before = cpu(pid);
  const { stdout } = await run('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '--timeout', '2s', url]);
  const spent = cpu(pid) - before;
  const requests = Number(/(\d+) requests in/.exec(stdout)[1]);
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1).map(Number) ?? [0, 0, 0, 0];
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p99: milliseconds(/99%\s+(\S+)/.exec(stdout)[1]),
    cpu: spent / requests,
    timeouts: errors[3],
    failed: errors[0] + errors[1] + errors[2] + Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0),
  };
};

/** Sends requests that are bytes already, each once, over so many connections; counts the answers by status. */
export const burst = (port, requests, connections) => new Promise((resolve, reject) => {
  const statuses = {};
  const times = [];
  const began = performance.now();
  let next = 0;
  let open = connections;
  const one = () => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let sent = 0;
    let kept = Buffer.alloc(0);
    const send = () => {
      if (next === requests.length) {
        socket.destroy();
        if (--open === 0) resolve({ seconds: (performance.now() - began) / 1000, statuses, times });
        return;
      }
      sent = performance.now();
      socket.write(requests[next++]);
    };
    socket.on('connect', send);
    socket.on('data', chunk => {
      kept = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
      const end = answerEnd(kept);
      if (end < 0) return;
      const status = kept.toString('latin1', 9, 12);
      statuses[status] = (statuses[status] ?? 0) + 1;
      times.push(performance.now() - sent);
      kept = kept.subarray(end);
      send();
    });
    socket.on('error', reject);
  };
  for (let i = 0; i < connections; i++) one();
});

// Where the first answer ends, or -1 while it is not whole. Answers have a length or come in chunks.
const answerEnd = bytes => {
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return -1;
  const text = bytes.toString('latin1', 0, head).toLowerCase();
  const length = /\r\ncontent-length: (\d+)/.exec(text);
  if (length) return bytes.length >= head + 4 + Number(length[1]) ? head + 4 + Number(length[1]) : -1;
  if (!text.includes('\r\ntransfer-encoding: chunked')) return head + 4;
  const last = bytes.indexOf('0\r\n\r\n', head + 2, 'latin1');
  return last < 0 ? -1 : last + 5;
};

export const percentile = (times, part) => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))];

/** Runs `act` for 0..count-1 with so many at a time. */
export const together = async (count, atOnce, act) => {
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let i; (i = next++) < count;) await act(i);
  }));
};
