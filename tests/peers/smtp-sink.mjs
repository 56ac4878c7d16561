// A mail server that keeps what it gets, for tests.
//   node smtp-sink.mjs [--smtp-port N] [--port N]
// GET /mails?to=&count=&milliseconds= answers as soon as `count` mails to that address are there.
// POST /refusals {"to","code"} makes the sink refuse that recipient with this SMTP code; DELETE /mails forgets everything.
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { addressOf, announce, Arrivals, endWithParent, readArguments, serveJson } from './peer.mjs';

const options = readArguments({ 'smtp-port': '0', port: '0' });
const mails = new Arrivals();
const refused = new Map();

async function receive(stream, session) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const mail = await PostalMime.parse(raw);
  mails.add({
    envelopeFrom: session.envelope.mailFrom.address,
    envelopeTo: session.envelope.rcptTo.map((recipient) => recipient.address),
    from: mail.from?.address,
    to: (mail.to ?? []).map((recipient) => recipient.address),
    subject: mail.subject,
    messageId: mail.messageId,
    text: mail.text,
    html: mail.html,
    files: (mail.attachments ?? []).map((file) => ({ name: file.filename, mime: file.mimeType, base64: Buffer.from(file.content).toString('base64') })),
    headers: Object.fromEntries(mail.headers.map((header) => [header.key, header.value])),
  });
}

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onRcptTo(recipient, _session, done) {
    const code = refused.get(recipient.address);
    done(code ? Object.assign(new Error('refused'), { responseCode: code }) : undefined);
  },
  onData(stream, session, done) {
    receive(stream, session).then(() => done(), done);
  },
  onAuth(_auth, _session, done) {
    done(null, { user: 'anyone' });
  },
});

const listener = await new Promise((resolve) => {
  const server = smtp.listen(Number(options['smtp-port']), '127.0.0.1', () => resolve(server));
});

const control = await serveJson(options.port, {
  'GET /mails': ({ query }) =>
    mails.matching(
      (mail) => !query.has('to') || mail.envelopeTo.includes(query.get('to')),
      Number(query.get('count') ?? 0),
      Number(query.get('milliseconds') ?? 0),
    ),
  'DELETE /mails': () => {
    mails.clear();
    refused.clear();
  },
  'POST /refusals': ({ body }) => {
    refused.set(body.to, body.code);
  },
});

endWithParent(() => new Promise((resolve) => smtp.close(resolve)));
announce({ smtpPort: listener.address().port, control: addressOf(control) });
