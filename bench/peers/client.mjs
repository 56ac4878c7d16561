// A client that keeps its connections and its cookies.
import { Agent, request } from 'node:http';

export class Client {
  #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  #cookies = new Map();

  constructor(base, headers = {}) {
    this.base = base;
    this.headers = headers;
  }

  /** The status, the headers and the text of an answer; throws for one that is not among the expected. */
  send(method, path, { body, type = 'application/json', expect = [200, 201] } = {}) {
    const headers = { ...this.headers };
    if (this.#cookies.size > 0) headers.cookie = [...this.#cookies].map(pair => pair.join('=')).join('; ');
    if (body !== undefined) Object.assign(headers, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
    return new Promise((resolve, reject) => {
      const sent = request(this.base + path, { method, agent: this.#agent, headers }, answer => {
        const parts = [];
        answer.on('data', part => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          for (const cookie of answer.headers['set-cookie'] ?? []) this.#keep(cookie);
          if (expect.includes(answer.statusCode)) resolve({ status: answer.statusCode, headers: answer.headers, text });
          else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 400)}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  async json(method, path, value) {
    const { text } = await this.send(method, path, { body: value === undefined ? undefined : JSON.stringify(value) });
    return text.length > 0 ? JSON.parse(text) : undefined;
  }

  close() {
    this.#agent.destroy();
  }

  #keep(cookie) {
    const [name, ...value] = cookie.split(';')[0].split('=');
    this.#cookies.set(name, value.join('='));
  }
}
