// Pendopo as it is installed, with the sample world's people and the posts of words.mjs beside its own.
import { execFileSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from './client.mjs';
import { freePort, start, stop } from './servers.mjs';
import { post } from './words.mjs';

export class Pendopo {
  name = 'Pendopo';
  handle = 'melati';

  constructor(program, work) {
    this.program = program;
    this.data = `${work}/pendopo`;
    this.log = `${work}/pendopo.log`;
  }

  /** The sample world, and who may sign in there. */
  prepare() {
    const lines = execFileSync(this.program, ['demo', '--data', this.data], { encoding: 'utf8' }).trim().split('\n');
    this.people = new Map(lines.map(line => line.split('\t')).map(([key, email, password]) => [key, { email, password }]));
  }

  async start() {
    this.port ??= await freePort();
    this.base = `http://127.0.0.1:${this.port}`;
    this.running = await start({
      command: this.program, page: `${this.base}/`, log: this.log,
      args: ['serve', '--data', this.data, '--urls', this.base, '--public-address', this.base, '--allow-private', '127.0.0.0/8', '--Logging:LogLevel:Default=Warning'],
    });
    this.pid = this.running.pid;
    return this.running.milliseconds;
  }

  stop() {
    return stop(this.running);
  }

  async signIn() {
    this.officer = await this.#as('officer');
    this.reviewer = await this.#as('reviewer');
    this.home = `${this.base}/`;
  }

  async fill(count) {
    await this.signIn();
    for (let i = 0; i < count; i++) this.post = await this.publish(i);
    await this.visible(this.post);
  }

  /** One post from nothing to approved and due: an officer writes and hands it in, a reviewer approves. Its page comes a moment later. */
  async publish(i, channels = []) {
    const words = post(i);
    const made = await this.officer.json('POST', '/api/v1/posts', {
      kind: 'Tip', title: words.title, summary: words.summary, topic: words.topic, text: `## ${words.heading}\n\n${words.paragraphs.join('\n\n')}`, handIn: true, channels,
    });
    await this.reviewer.json('POST', `/api/v1/posts/${made.id}/reviews`, { answer: 'Approve', revision: made.revision, comment: '' });
    return `${this.base}/posts/${made.slug}`;
  }

  /** Waits until a page is there for everybody. */
  async visible(page) {
    for (const until = performance.now() + 120_000; performance.now() < until; await pause(10)) {
      const answer = await fetch(page);
      await answer.arrayBuffer();
      if (answer.status === 200) return;
    }
    throw new Error(`${page} did not come`);
  }

  /** Jobs of a kind by state, read beside the program. */
  jobs(kind) {
    return this.#read(db => Object.fromEntries(db.prepare('SELECT state, count(*) AS many FROM platform_job WHERE kind = ? GROUP BY state').all(kind).map(row => [row.state, row.many])));
  }

  channel(network) {
    return this.#read(db => db.prepare('SELECT id FROM channels_channel WHERE network = ? AND handle LIKE ?')
      .get(network, `%${this.handle}%`))?.id;
  }

  /** Waits until no job waits or runs. */
  async quiet() {
    for (const until = performance.now() + 300_000; performance.now() < until; await pause(200)) {
      const busy = this.#read(db => db.prepare(`SELECT count(*) AS many FROM platform_job WHERE state = 'Running' OR (state IN ('Available', 'Retryable') AND run_at < ?)`)
        .get((BigInt(Date.now()) + 5_000n) * 10_000n + 621355968000000000n)).many;
      if (busy === 0) return;
    }
    throw new Error('Jobs are left over');
  }

  #read(ask) {
    const db = new DatabaseSync(`${this.data}/pendopo.db`, { readOnly: true, timeout: 10_000 });
    try {
      return ask(db);
    } finally {
      db.close();
    }
  }

  async #as(key) {
    const { email, password } = this.people.get(key);
    const client = new Client(this.base);
    const page = (await client.send('GET', '/sign-in')).text;
    const form = page.slice(page.lastIndexOf('<form', page.indexOf('Form.Email')), page.indexOf('</form>', page.indexOf('Form.Email')));
    const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
    const body = new URLSearchParams([...fields, ['Form.Email', email], ['Form.Password', password]]).toString();
    await client.send('POST', '/sign-in', { body, type: 'application/x-www-form-urlencoded', expect: [302] });
    return client;
  }
}
