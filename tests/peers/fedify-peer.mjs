// An ActivityPub server that nobody here wrote (Fedify), with one actor, driven by tests over HTTP. Loopback only.
//   node fedify-peer.mjs [--port N] [--name NAME] [--signatures rfc9421|draft-cavage-http-signatures-12]
// It accepts every Follow, follows back what it is told to, and keeps what arrives at its inbox.
//   POST /do/follow {"actor"}            POST /do/unfollow {"actor"}
//   POST /do/like {"object"}             POST /do/unlike {"object"}
//   POST /do/announce {"object"}         POST /do/flag {"object","text"}
//   POST /do/reply {"object","text","visibility"?}  visibility: public (default), followers, direct; answers {"id"}
//   POST /do/vote {"object","answer"}  a Note with a name alone, to the poll's author
//   POST /do/publish {"text"}  to its followers; answers {"id"}
//   POST /do/update {"id","text"}        POST /do/delete {"id"}
//   GET  /received?type=&contains=&count=&milliseconds=   answers as soon as `count` such activities are there
//   GET  /lookup?id=                     what this server makes of an object or actor elsewhere
import {
  createFederation,
  generateCryptoKeyPair,
  MemoryKvStore,
} from '@fedify/fedify';
import {
  Accept,
  Activity,
  Announce,
  Create,
  Delete,
  Endpoints,
  Flag,
  Follow,
  Like,
  Mention,
  Note,
  Person,
  PUBLIC_COLLECTION,
  Tombstone,
  Undo,
  Update,
} from '@fedify/vocab';
import { Temporal } from '@js-temporal/polyfill';
import { addressOf, announce, Arrivals, endWithParent, readArguments, sendWebResponse, serveJson, toWebRequest } from './peer.mjs';

const options = readArguments({ port: '0', name: 'warga', signatures: 'rfc9421' });
const name = options.name;

// The first knock of a delivery is signed this way; Fedify tries the other one when it is refused.
const federation = createFederation({
  kv: new MemoryKvStore(),
  allowPrivateAddress: true,
  firstKnock: options.signatures,
});
const keyPairs = [await generateCryptoKeyPair('RSASSA-PKCS1-v1_5'), await generateCryptoKeyPair('Ed25519')];
const followers = new Map();
const notes = new Map();
const received = new Arrivals();
let origin;
let serial = 0;

federation
  .setActorDispatcher('/users/{identifier}', async (context, identifier) => {
    if (identifier !== name) return null;
    const keys = await context.getActorKeyPairs(identifier);
    return new Person({
      id: context.getActorUri(identifier),
      preferredUsername: identifier,
      name: 'Warga Melati',
      url: new URL(`/@${identifier}`, origin),
      inbox: context.getInboxUri(identifier),
      outbox: context.getOutboxUri(identifier),
      followers: context.getFollowersUri(identifier),
      endpoints: new Endpoints({ sharedInbox: context.getInboxUri() }),
      publicKey: keys[0].cryptographicKey,
      assertionMethods: keys.map((key) => key.multikey),
    });
  })
  .setKeyPairsDispatcher((_context, identifier) => (identifier === name ? keyPairs : []));
federation.setOutboxDispatcher('/users/{identifier}/outbox', () => ({ items: [] }));
federation.setFollowersDispatcher('/users/{identifier}/followers', () => ({ items: [...followers.values()] }));
federation.setObjectDispatcher(Note, '/notes/{id}', (_context, { id }) => notes.get(id) ?? null);
federation.setNodeInfoDispatcher('/nodeinfo/2.1', () => ({
  software: { name: 'test-peer', version: '1.0.0' },
  protocols: ['activitypub'],
  usage: { users: { total: 1 }, localPosts: notes.size, localComments: 0 },
}));
federation
  .setInboxListeners('/users/{identifier}/inbox', '/inbox')
  .on(Follow, async (context, follow) => {
    const follower = await follow.getActor(context);
    followers.set(follower.id.href, follower);
    await send(context, follower, new Accept({ id: nextId('accept'), actor: actorUri(), object: follow }));
  })
  .on(Undo, async (context, undo) => {
    if ((await undo.getObject(context)) instanceof Follow) followers.delete(undo.actorId.href);
  })
  // Everything else is only kept, see below.
  .on(Activity, () => {})
  .onError((_context, error) => console.error(error));

const actorUri = () => new URL(`/users/${name}`, origin);
const nextId = (kind) => new URL(`/${kind}/${++serial}`, origin);
const createContext = () => federation.createContext(new URL(origin), undefined);

/** Delivers at once and fails loudly, so that a test hears of a refusal. */
const send = (context, recipients, activity) => context.sendActivity({ identifier: name }, recipients, activity, { immediate: true });

async function find(context, id) {
  const loader = await context.getDocumentLoader({ identifier: name });
  const found = await context.lookupObject(id, { documentLoader: loader });
  if (!found) throw new Error(`not found: ${id}`);
  return found;
}

async function authorOf(context, object) {
  const loader = await context.getDocumentLoader({ identifier: name });
  return object.getAttribution({ documentLoader: loader });
}

/** Looks the object up and sends its author the activity that `make` builds of it. */
async function actOn(id, make) {
  const context = createContext();
  const object = await find(context, id);
  const author = await authorOf(context, object);
  const activity = make(object, author);
  await send(context, author, activity);
  return { id: activity.id.href };
}

async function actOnActor(id, make) {
  const context = createContext();
  const target = await find(context, id);
  const activity = make(target);
  await send(context, target, activity);
  return { id: activity.id.href };
}

const followOf = (target) => new Follow({ id: new URL(`/follow/${encodeURIComponent(target.id.href)}`, origin), actor: actorUri(), object: target.id });
const likeOf = (object) => new Like({ id: new URL(`/like/${encodeURIComponent(object.id.href)}`, origin), actor: actorUri(), object: object.id });

function audience(visibility, author) {
  const followersUri = new URL(`/users/${name}/followers`, origin);
  switch (visibility ?? 'public') {
    case 'public':
      return { tos: [PUBLIC_COLLECTION], ccs: [author.id, followersUri] };
    case 'followers':
      return { tos: [followersUri], ccs: [author.id] };
    case 'direct':
      return { tos: [author.id], ccs: [] };
    default:
      throw new Error(`no such visibility: ${visibility}`);
  }
}

function reply({ object, text, visibility }) {
  let note;
  return actOn(object, (parent, author) => {
    const key = String(++serial);
    const to = audience(visibility, author);
    note = new Note({
      id: new URL(`/notes/${key}`, origin),
      attribution: actorUri(),
      replyTarget: parent.id,
      content: `<p>${text}</p>`,
      published: Temporal.Now.instant(),
      tags: [new Mention({ href: author.id, name: `@${author.preferredUsername}` })],
      ...to,
    });
    notes.set(key, note);
    return new Create({ id: nextId('create'), actor: actorUri(), object: note, ...to });
  }).then(() => ({ id: note.id.href }));
}

/** One answer of a poll, as Mastodon sends it. */
function vote({ object, answer }) {
  return actOn(object, (question, author) => {
    const key = String(++serial);
    const ballot = new Note({
      id: new URL(`/notes/${key}`, origin),
      attribution: actorUri(),
      replyTarget: question.id,
      name: answer,
      tos: [author.id],
    });
    return new Create({ id: nextId('create'), actor: actorUri(), object: ballot, tos: [author.id] });
  });
}

/** A note to everyone who follows the person on this server. */
async function publish({ text }) {
  const context = createContext();
  const key = String(++serial);
  const to = { tos: [PUBLIC_COLLECTION], ccs: [new URL(`/users/${name}/followers`, origin)] };
  const note = new Note({
    id: new URL(`/notes/${key}`, origin),
    attribution: actorUri(),
    content: `<p>${text}</p>`,
    published: Temporal.Now.instant(),
    ...to,
  });
  notes.set(key, note);
  await send(context, [...followers.values()], new Create({ id: nextId('create'), actor: actorUri(), object: note, ...to }));
  return { id: note.id.href };
}

async function change(id, make) {
  const context = createContext();
  const key = id.split('/').pop();
  const note = notes.get(key);
  // A reply goes to whom it answers, everything else to the followers.
  const readers = note.replyTargetId ? await authorOf(context, await find(context, note.replyTargetId.href)) : [...followers.values()];
  await send(context, readers, make(note, key));
  return {};
}

const routes = {
  'POST /do/follow': ({ body }) => actOnActor(body.actor, followOf),
  'POST /do/unfollow': ({ body }) =>
    actOnActor(body.actor, (target) => new Undo({ id: nextId('undo'), actor: actorUri(), object: followOf(target) })),
  'POST /do/like': ({ body }) => actOn(body.object, likeOf),
  'POST /do/unlike': ({ body }) =>
    actOn(body.object, (object) => new Undo({ id: nextId('undo'), actor: actorUri(), object: likeOf(object) })),
  'POST /do/announce': ({ body }) =>
    actOn(body.object, (object, author) =>
      new Announce({
        id: nextId('announce'),
        actor: actorUri(),
        object: object.id,
        published: Temporal.Now.instant(),
        ...audience('public', author),
      })),
  'POST /do/flag': ({ body }) =>
    actOn(body.object, (object, author) =>
      new Flag({ id: nextId('flag'), actor: actorUri(), objects: [author.id, object.id], content: body.text })),
  'POST /do/reply': ({ body }) => reply(body),
  'POST /do/vote': ({ body }) => vote(body),
  'POST /do/publish': ({ body }) => publish(body),
  'POST /do/update': ({ body }) =>
    change(body.id, (note, key) => {
      const changed = note.clone({ content: `<p>${body.text}</p>`, updated: Temporal.Now.instant() });
      notes.set(key, changed);
      return new Update({ id: nextId('update'), actor: actorUri(), object: changed, tos: [PUBLIC_COLLECTION] });
    }),
  'POST /do/delete': ({ body }) =>
    change(body.id, (note, key) => {
      notes.delete(key);
      return new Delete({ id: nextId('delete'), actor: actorUri(), object: new Tombstone({ id: note.id }), tos: [PUBLIC_COLLECTION] });
    }),
  'GET /received': ({ query }) =>
    received.matching(
      ({ activity }) =>
        (!query.has('type') || activity.type === query.get('type')) &&
        (!query.has('contains') || JSON.stringify(activity).includes(query.get('contains'))),
      Number(query.get('count') ?? 0),
      Number(query.get('milliseconds') ?? 0),
    ),
  'GET /followers': () => [...followers.keys()],
  'GET /lookup': async ({ query }) => {
    const context = createContext();
    return (await find(context, query.get('id'))).toJsonLd(context);
  },
};

function schemeOf(headers) {
  if (headers.get('signature-input')) return 'rfc9421';
  return headers.get('signature') ? 'draft-cavage-http-signatures-12' : 'none';
}

async function federate(request, response) {
  const webRequest = await toWebRequest(request, origin);
  const body = request.method === 'POST' ? await webRequest.clone().text() : undefined;
  const answer = await federation.fetch(webRequest, { contextData: undefined });
  if (body) {
    received.add({ activity: JSON.parse(body), path: request.url, signature: schemeOf(webRequest.headers), status: answer.status });
  }
  await sendWebResponse(response, answer);
}

const server = await serveJson(options.port, routes, federate);
origin = addressOf(server);
endWithParent(() => server.close());
announce({ origin, actor: actorUri().href, handle: `@${name}@${new URL(origin).host}` });
