// Fedify as a server in memory: node fedify.mjs PACKAGES PORT. Takes signed activities at /users/alice/inbox without a queue, which is
// its quicker way; GET /fanout?to=PORT&count=N sends one post to so many inboxes through its own queue; GET /count tells what arrived.
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const [packages, port] = process.argv.slice(2);
const load = name => import(pathToFileURL(`${packages}/node_modules/${name}/dist/mod.js`).href);
const { createFederation, generateCryptoKeyPair, InProcessMessageQueue, MemoryKvStore } = await load('@fedify/fedify');
const { Create, Endpoints, Note, Person, PUBLIC_COLLECTION } = await load('@fedify/vocab');

const keys = {};
let taken = 0;
const federation = queue => {
  const made = createFederation({ kv: new MemoryKvStore(), queue, allowPrivateAddress: true });
  made.setActorDispatcher('/users/{identifier}', async (context, name) => {
    const pairs = await context.getActorKeyPairs(name);
    return new Person({
      id: context.getActorUri(name), preferredUsername: name, name, inbox: context.getInboxUri(name), endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
      publicKey: pairs[0].cryptographicKey, assertionMethods: pairs.map(pair => pair.multikey),
    });
  }).setKeyPairsDispatcher(async (_, name) => keys[name] ??= [await generateCryptoKeyPair('RSASSA-PKCS1-v1_5'), await generateCryptoKeyPair('Ed25519')]);
  made.setInboxListeners('/users/{identifier}/inbox', '/inbox').on(Create, () => { taken++; });
  return made;
};
const hearing = federation(undefined);
const speaking = federation(new InProcessMessageQueue({ pollInterval: { milliseconds: 50 } }));

const origin = `http://127.0.0.1:${port}`;
const fanOut = async (sink, count) => {
  const context = speaking.createContext(new URL(origin), undefined);
  await context.getActorKeyPairs('alice');
  const actor = context.getActorUri('alice');
  const id = crypto.randomUUID();
  const to = Array.from({ length: count }, (_, i) => ({ id: new URL(`http://127.0.0.1:${sink}/u/${i}`), inboxId: new URL(`http://127.0.0.1:${sink}/u/${i}/inbox`) }));
  await context.sendActivity({ identifier: 'alice' }, to, new Create({
    id: new URL(`${origin}/act/${id}`), actor, to: PUBLIC_COLLECTION,
    object: new Note({ id: new URL(`${origin}/note/${id}`), attribution: actor, to: PUBLIC_COLLECTION, content: '<p>Jadwal imunisasi bulan ini</p>' }),
  }));
};

createServer(async (request, response) => {
  const url = new URL(request.url, origin);
  if (url.pathname === '/count') return response.end(String(taken));
  if (url.pathname === '/fanout') {
    await fanOut(url.searchParams.get('to'), Number(url.searchParams.get('count')));
    return response.end('sent');
  }
  const parts = [];
  for await (const part of request) parts.push(part);
  const answer = await hearing.fetch(new Request(url, { method: request.method, headers: request.headers, body: parts.length > 0 ? Buffer.concat(parts) : undefined }), { contextData: undefined });
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
}).listen(Number(port), '127.0.0.1');
