// One bare AT Protocol PDS with its PLC directory on loopback: accounts, sessions, records and blobs; no app view.
//   node pds.mjs [--port N] [--rate-limits]
import { TestNetworkNoAppView } from '@atproto/dev-env';
import { announce, choosePort, endWithParent, readArguments, useOwnTemporaryFolder } from './peer.mjs';

const options = readArguments({ port: '0', 'rate-limits': false });
useOwnTemporaryFolder();

const network = await TestNetworkNoAppView.create({
  // As on Bluesky's own servers, a session names the server that the account lives on.
  pds: { port: await choosePort(options.port), rateLimitsEnabled: options['rate-limits'], enableDidDocWithSession: true },
});

endWithParent(() => network.close());
announce({ pds: network.pds.url, plc: network.plc.url });
