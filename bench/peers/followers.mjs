// A thousand followers in separate inboxes, written into a stopped Pendopo's database: their Follows would take a quarter of an hour,
// because the keys of strangers are fetched at most so often.
import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

const ticks = () => BigInt(Date.now()) * 10_000n + 621355968000000000n;

export const addFollowers = (file, handle, sink, count) => {
  const db = new DatabaseSync(file, { timeout: 10_000 });
  const { id: centre } = db.prepare('SELECT id FROM platform_centre WHERE handle = ?').get(handle);
  const person = db.prepare('INSERT INTO channels_fediverse_person (id, uri, username, name, inbox, key_id, public_key, fetched_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const follower = db.prepare('INSERT INTO channels_fediverse_follower (id, centre_id, actor_id, followed_at) VALUES (?, ?, ?, ?)');
  db.exec('BEGIN IMMEDIATE');
  for (let i = 0; i < count; i++) {
    const id = randomUUID().toUpperCase();
    const uri = `http://127.0.0.1:${sink}/u/${i}`;
    person.run(id, uri, `u${i}`, `U ${i}`, `${uri}/inbox`, `${uri}#main-key`, '', ticks());
    follower.run(randomUUID().toUpperCase(), centre, id, ticks());
  }
  db.exec('COMMIT');
  db.close();
};
