// A whole AT Protocol network on loopback: PLC directory, PDS and the Bluesky app view, where notifications, threads and
// counts are read. Needs PostgreSQL and Redis.
//   node atproto-network.mjs --postgres postgresql://postgres@127.0.0.1:PORT/DATABASE --redis 127.0.0.1:PORT
// The control address answers POST /settle when the app view has read everything the PDS wrote.
import { TestNetwork } from '@atproto/dev-env';
import { addressOf, announce, choosePort, endWithParent, readArguments, serveJson, useOwnTemporaryFolder } from './peer.mjs';

const options = readArguments({ postgres: '', redis: '', 'pds-port': '0', 'control-port': '0' });

// The network reads the address of Redis from the environment only.
process.env.REDIS_HOST = options.redis;
useOwnTemporaryFolder();

const network = await TestNetwork.create({
  dbPostgresUrl: options.postgres,
  dbPostgresSchema: 'network',
  // As on Bluesky's own servers, a session names the server that the account lives on.
  pds: { port: await choosePort(options['pds-port']), enableDidDocWithSession: true },
});

const control = await serveJson(options['control-port'], {
  'POST /settle': () => network.processAll(),
});

endWithParent(() => network.close());
announce({ pds: network.pds.url, appView: network.bsky.url, plc: network.plc.url, control: addressOf(control) });
