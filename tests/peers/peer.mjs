// What every peer needs: arguments, a READY line, an end that follows the parent's, and a small JSON server to be driven by.
import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** Reads `--name value` arguments. `defaults` names them all; an unknown one is an error. */
export function readArguments(defaults) {
  const options = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, { type: typeof value === 'boolean' ? 'boolean' : 'string', default: value }]),
  );
  return parseArgs({ options, strict: true }).values;
}

/** Says where the peer listens. The tests wait for this line, so it comes last. */
export function announce(addresses) {
  console.log(`READY ${JSON.stringify(addresses)}`);
}

/** Ends the peer when whoever started it closes its standard input, so that no test run leaves a server behind. */
export function endWithParent(close) {
  const end = async () => {
    // A close that hangs must not keep the process.
    setTimeout(() => process.exit(0), 3000).unref();
    try {
      await close();
    } finally {
      process.exit(0);
    }
  };
  process.stdin.resume();
  process.stdin.once('end', end);
  process.stdin.once('error', end);
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

/** The port asked for, or a free one for 0: some servers need to know theirs before they listen. */
export async function choosePort(asked) {
  if (Number(asked) !== 0) return Number(asked);
  const server = http.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Gives this process a temporary folder of its own that goes away with it: a PDS never removes its data. */
export function useOwnTemporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'pendopo-peer-'));
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Turns a Node request into a web Request, for libraries that speak fetch. */
export async function toWebRequest(request, origin) {
  const body = await readBody(request);
  return new Request(`${origin}${request.url}`, {
    method: request.method,
    headers: request.headers,
    body: body.length > 0 ? body : undefined,
  });
}

/** Sends a web Response through a Node response. */
export async function sendWebResponse(response, answer) {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

/**
 * Listens on loopback. `routes` maps "METHOD /path" to a function of ({ query, body }) that returns what is sent as JSON;
 * `fallback` gets whatever no route takes. Port 0 picks a free one.
 */
export function serveJson(port, routes, fallback) {
  const server = http.createServer(async (request, response) => {
    try {
      const url = new URL(request.url, 'http://localhost');
      const route = routes[`${request.method} ${url.pathname}`];
      if (!route) return await (fallback ?? notFound)(request, response);
      const text = (await readBody(request)).toString();
      const answer = await route({ query: url.searchParams, body: text ? JSON.parse(text) : {} });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? {}));
    } catch (error) {
      console.error(error);
      response.writeHead(502, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: String(error?.message ?? error) }));
    }
  });
  return new Promise((resolve) => server.listen(Number(port), '127.0.0.1', () => resolve(server)));
}

function notFound(_request, response) {
  response.writeHead(404);
  response.end();
}

export const addressOf = (server) => `http://localhost:${server.address().port}`;

/** A list that can be waited for: the tests ask for the n-th arrival instead of sleeping. */
export class Arrivals {
  #items = [];
  #waiting = new Set();

  add(item) {
    this.#items.push(item);
    for (const check of [...this.#waiting]) check();
  }

  clear() {
    this.#items = [];
  }

  /** Resolves with all that match as soon as there are `count`, or with what there is after `milliseconds`. */
  matching(predicate, count, milliseconds) {
    return new Promise((resolve) => {
      const done = (found) => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve(found);
      };
      const find = () => this.#items.filter(predicate);
      const check = () => {
        const found = find();
        if (found.length >= count) done(found);
      };
      const timer = setTimeout(() => done(find()), milliseconds);
      this.#waiting.add(check);
      check();
    });
  }
}
