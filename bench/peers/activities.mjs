// A person on another server: an actor with a key, and activities signed as Mastodon signs them (draft-cavage, rsa-sha256).
import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
const Public = 'https://www.w3.org/ns/activitystreams#Public';

/** Serves the actor's document. */
export const serveActor = port => new Promise(resolve => {
  const actor = `http://127.0.0.1:${port}/users/budi`;
  const document = JSON.stringify({
    '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/v1'],
    id: actor, type: 'Person', preferredUsername: 'budi', name: 'Pak Budi', inbox: `${actor}/inbox`, outbox: `${actor}/outbox`,
    publicKey: { id: `${actor}#main-key`, owner: actor, publicKeyPem: publicKey },
  });
  const server = createServer((request, response) => {
    request.resume();
    if (request.method !== 'GET') return response.writeHead(202).end();
    response.writeHead(200, { 'content-type': 'application/activity+json' }).end(document);
  });
  server.listen(port, '127.0.0.1', () => resolve({ actor, server }));
});

/** So many requests, signed and ready to be sent, each a new public message to somebody. */
export const signed = (count, { actor, to, inbox, host }) => {
  const path = new URL(inbox).pathname;
  const date = new Date().toUTCString();
  return Array.from({ length: count }, () => {
    const id = `${new URL(actor).origin}/notes/${randomUUID()}`;
    const body = JSON.stringify({
      '@context': 'https://www.w3.org/ns/activitystreams', id: `${id}/create`, type: 'Create', actor, published: new Date().toISOString(), to: [Public], cc: [to],
      object: { id, type: 'Note', attributedTo: actor, published: new Date().toISOString(), to: [Public], cc: [to], inReplyTo: null,
        content: '<p>Apakah posyandu hari Selasa tetap buka bulan ini?</p>', tag: [{ type: 'Mention', href: to, name: '@melati' }] },
    });
    const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`;
    const words = `(request-target): post ${path}\nhost: ${host}\ndate: ${date}\ndigest: ${digest}`;
    const signature = createSign('sha256').update(words).sign(privateKey, 'base64');
    return Buffer.from(`POST ${path} HTTP/1.1\r\nHost: ${host}\r\nDate: ${date}\r\nDigest: ${digest}\r\nContent-Type: application/activity+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`
      + `Signature: keyId="${actor}#main-key",algorithm="rsa-sha256",headers="(request-target) host date digest",signature="${signature}"\r\n\r\n${body}`);
  });
};
