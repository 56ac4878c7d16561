// A mail server for letters: it counts who got what, keeps the first mails as they came, checks their signatures by an independent
// library (mailauth) against the records it is told, and can be told to refuse.
//   node letter-sink.mjs [--smtp-port N] [--port N] [--slow MILLISECONDS]
// GET /counts: how many mails each recipient got. GET /mail?to= and GET /verify?to=: the last mail to an address, raw and judged.
// POST /reset forgets everything, for the next test.
// POST /segment begins to measure anew; GET /reached?total=&milliseconds= answers when so many mails are there, or at the latest then; GET /rate: mails a second within the segments.
// POST /dns {"name","value"}; POST /refusals {"to","code"} (code 0 lifts it); POST /senders {"code"} refuses every sender.
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { addressOf, announce, endWithParent, readArguments, serveJson } from './peer.mjs';

const KEPT = 400;
const options = readArguments({ 'smtp-port': '0', port: '0', slow: '0' });
const counts = new Map();
const last = new Map();
const refused = new Map();
const records = new Map();
let senders = 0;
let connections = 0;
let most = 0;

// When the first and the last mail of each stretch came, and how many.
const segments = [];
let total = 0;
let waiting = [];

function count() {
  total++;
  const now = process.hrtime.bigint();
  const segment = segments.at(-1);
  if (segment) {
    segment.first ??= now;
    segment.last = now;
    segment.mails = (segment.mails ?? 0) + 1;
  }
  for (const wait of waiting.filter((one) => total >= one.total)) wait.done();
}

function reached(wanted, milliseconds) {
  if (total >= wanted) return { total };
  return new Promise((resolve) => {
    const wait = { total: wanted };
    wait.done = () => {
      clearTimeout(timer);
      waiting = waiting.filter((one) => one !== wait);
      resolve({ total });
    };
    const timer = setTimeout(wait.done, milliseconds);
    waiting.push(wait);
  });
}

function rate() {
  const measured = segments.filter((segment) => segment.mails > 1);
  const seconds = measured.reduce((sum, segment) => sum + Number(segment.last - segment.first) / 1e9, 0);
  return { rate: seconds > 0 ? measured.reduce((sum, segment) => sum + segment.mails - 1, 0) / seconds : 0 };
}

const refusal = (code) => (code ? Object.assign(new Error('refused'), { responseCode: code }) : undefined);

const smtp = new SMTPServer({
  authOptional: true,
  allowInsecureAuth: true,
  disableReverseLookup: true,
  onConnect(_session, done) {
    most = Math.max(most, ++connections);
    done();
  },
  onClose() {
    connections--;
  },
  onAuth(auth, _session, done) {
    done(auth.password === 'right' ? null : new Error('wrong'), { user: auth.username });
  },
  onMailFrom(_address, _session, done) {
    done(refusal(senders));
  },
  onRcptTo(recipient, _session, done) {
    done(refusal(refused.get(recipient.address)));
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', () => {
      for (const { address } of session.envelope.rcptTo) {
        counts.set(address, (counts.get(address) ?? 0) + 1);
        if (last.size < KEPT || last.has(address)) last.set(address, { from: session.envelope.mailFrom.address, raw: Buffer.concat(chunks) });
      }
      count();
      if (Number(options.slow) > 0) setTimeout(done, Number(options.slow));
      else done();
    });
  },
});
smtp.on('error', () => {});

const listener = await new Promise((resolve) => {
  const server = smtp.listen(Number(options['smtp-port']), '127.0.0.1', () => resolve(server));
});

async function resolver(name, type) {
  const value = type === 'TXT' ? records.get(name) : undefined;
  if (!value) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
  return [value.match(/.{1,255}/g)];
}

async function verified(raw) {
  const judged = await dkimVerify(raw, { resolver });
  return judged.results.map((result) => ({ result: result.status.result, domain: result.signingDomain, comment: result.status.comment, signed: result.signingHeaders?.keys }));
}

const control = await serveJson(options.port, {
  'GET /counts': () => ({ counts: Object.fromEntries(counts), most }),
  'GET /mail': async ({ query }) => {
    const kept = last.get(query.get('to'));
    if (!kept) return {};
    const mail = await PostalMime.parse(kept.raw);
    return {
      envelopeFrom: kept.from,
      subject: mail.subject,
      fromName: mail.from?.name,
      text: mail.text,
      html: mail.html,
      messageId: mail.messageId,
      headers: Object.fromEntries(mail.headers.map((header) => [header.key, header.value])),
      raw: kept.raw.toString('latin1'),
    };
  },
  'GET /verify': async ({ query }) => {
    const { raw } = last.get(query.get('to'));
    // One letter of the body changed must break it.
    const changed = Buffer.from(raw.toString('latin1').replace(/e(?=[^e]*$)/, 'f'), 'latin1');
    return { whole: await verified(raw), changed: await verified(changed) };
  },
  'POST /reset': () => {
    for (const kept of [counts, last, refused, records]) kept.clear();
    segments.length = 0;
    senders = total = most = 0;
  },
  'POST /segment': () => {
    segments.push({});
  },
  'GET /reached': ({ query }) => reached(Number(query.get('total')), Number(query.get('milliseconds'))),
  'GET /rate': () => rate(),
  'POST /dns': ({ body }) => {
    records.set(body.name, body.value);
  },
  'POST /refusals': ({ body }) => {
    refused.set(body.to, body.code);
  },
  'POST /senders': ({ body }) => {
    senders = body.code;
  },
});

endWithParent(() => new Promise((resolve) => smtp.close(resolve)));
announce({ smtpPort: listener.address().port, control: addressOf(control) });
