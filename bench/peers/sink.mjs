// Takes whatever is posted and counts it: node sink.mjs PORT. GET /count tells how many came and when the last did; GET /zero begins again.
import { createServer } from 'node:net';

const accepted = Buffer.from('HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n');
let inboxes = new Set();
let last = 0;

const take = (head, socket) => {
  const [method, path] = head.split(' ', 2);
  if (method === 'POST') {
    inboxes.add(path);
    last = Date.now();
    return socket.write(accepted);
  }
  if (path === '/zero') inboxes = new Set();
  const body = JSON.stringify({ count: inboxes.size, last });
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
};

createServer(socket => {
  let kept = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', chunk => {
    kept = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    for (let end; (end = kept.indexOf('\r\n\r\n')) >= 0;) {
      const head = kept.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (kept.length < end + 4 + length) return;
      kept = kept.subarray(end + 4 + length);
      take(head, socket);
    }
  });
}).listen(Number(process.argv[2]), '127.0.0.1');
