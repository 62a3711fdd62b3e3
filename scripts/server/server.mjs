// The server.js of a build: stands before Next's own, which listens on every address when HOSTNAME is not set, on a
// container's name when it is, and changes to its own folder before a setting is read.
import path from 'node:path';
import { hostToListenOn } from './host.mjs';

process.env.HOSTNAME = hostToListenOn(process.env.HOSTNAME);
const data = process.env.EXITLINE_DATA?.trim();
if (data) process.env.EXITLINE_DATA = path.resolve(data);

await import('./next-server.js');
