// A push service with browsers of its own: it decrypts what comes by the npm reference package (http_ece), judges the VAPID token by Node's own crypto,
// and answers as it is told.
//   node push-service.mjs [--port N]
// POST /browsers makes a browser: {"endpoint","key","auth"}. POST /answers {"endpoint","answers":[{"status","retryAfter"}]} says how its next messages are answered; 0 breaks the line.
// GET /got?endpoint=: what it was handed, with the status that was answered.
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import ece from 'http_ece';
import { addressOf, announce, endWithParent, readArguments, serveJson } from './peer.mjs';

const options = readArguments({ port: '0' });
const browsers = new Map();

const server = await serveJson(options.port, {
  'POST /browsers': () => {
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    const browser = { ecdh, auth: randomBytes(16), got: [], answers: [] };
    const endpoint = `${addressOf(server)}/p/${browsers.size}`;
    browsers.set(endpoint, browser);
    return { endpoint, key: ecdh.getPublicKey('base64url'), auth: browser.auth.toString('base64url') };
  },
  'POST /answers': ({ body }) => void browsers.get(body.endpoint).answers.push(...body.answers),
  'GET /got': ({ query }) => ({ got: browsers.get(query.get('endpoint')).got }),
}, take);

async function take(request, response) {
  const browser = browsers.get(`${addressOf(server)}${request.url}`);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const answer = browser?.answers.shift() ?? { status: browser ? 201 : 404 };
  browser?.got.push({
    status: answer.status, length: body.length, headers: request.headers, vapid: judge(request.headers.authorization),
    message: JSON.parse(ece.decrypt(body, { version: 'aes128gcm', privateKey: browser.ecdh, authSecret: browser.auth.toString('base64url') }).toString()),
  });
  // Taken, and nobody is told.
  if (answer.status === 0) return void request.socket.destroy();
  response.writeHead(answer.status, answer.retryAfter ? { 'retry-after': String(answer.retryAfter) } : {});
  response.end();
}

// RFC 8292: an ES256 token over the service's origin, by the key that is named beside it.
function judge(authorization) {
  const [, token, key] = /^vapid t=([^,]+), k=(\S+)$/.exec(authorization ?? '') ?? [];
  if (!token) return { valid: false };
  const [header, claims, signature] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const valid = verify('sha256', Buffer.from(`${header}.${claims}`), { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  return { valid, key, claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) };
}

announce({ control: addressOf(server) });
endWithParent(() => new Promise((resolve) => server.close(resolve)));
