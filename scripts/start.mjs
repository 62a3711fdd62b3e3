// `npm start`: installs what is missing, builds when the sources changed, serves, and prints the address.
// Plain Node: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { ensureBuilt } from './project/build.mjs';
import { ensureInstalled } from './project/install.mjs';
import { projectFolder } from './project/run.mjs';
import { hostToListenOn } from './server/host.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Exitline needs Node 20.19 or later; this is ${process.version}.`);
}

const settingsFile = path.join(projectFolder, '.env');
// What is already in the environment wins over the file.
if (existsSync(settingsFile)) process.loadEnvFile(settingsFile);

const port = Number(process.env.PORT?.trim() || '3000');
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  fail(`PORT is "${process.env.PORT}". Give a port from 1 to 65535, for example PORT=3000.`);
}
const host = hostToListenOn(process.env.HOSTNAME);
const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

await checkPort();
if (!(await ensureInstalled())) process.exit(1);
const serverFile = await ensureBuilt();
if (serverFile === null) process.exit(1);
serve(serverFile);

/** A relative path in a setting means the folder that the user is in, which npm leaves for the project's. */
function callersFolder() {
  return process.env.npm_lifecycle_event === 'start' ? (process.env.INIT_CWD ?? process.cwd()) : process.cwd();
}

async function checkPort() {
  const error = await new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', resolve);
    probe.listen({ host, port }, () => probe.close(() => resolve(null)));
  });
  if (error === null) return;
  if (error.code === 'EADDRINUSE') {
    fail(
      `Port ${port} on ${host} is in use. Stop the program there, or choose another port: PORT=${port + 1} npm start`,
    );
  }
  if (error.code === 'EACCES') fail(`No permission to listen on port ${port}. Choose one above 1023.`);
  if (error.code === 'EADDRNOTAVAIL') fail(`HOSTNAME is "${host}", which is no address of this machine.`);
  fail(`Could not listen on ${address}: ${error.message}`);
}

function serve(serverFile) {
  const data = process.env.EXITLINE_DATA?.trim();
  const server = spawn(process.execPath, [serverFile], {
    cwd: projectFolder,
    stdio: ['inherit', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOSTNAME: host,
      PORT: String(port),
      ...(data ? { EXITLINE_DATA: path.resolve(callersFolder(), data) } : {}),
    },
  });
  dropBanner(server.stdout);

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
  let ended = false;
  server.on('exit', (code, signal) => {
    ended = true;
    // 128 + number, as a shell reports a signal; Next itself ends with 143 and 130.
    process.exitCode = code ?? { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }[signal] ?? 1;
  });

  void announce(() => ended);
}

/** Next prints its name and the address before it can answer; ours comes when it can. */
function dropBanner(stdout) {
  let rest = '';
  let banner = true;
  stdout.setEncoding('utf8');
  stdout.on('data', (text) => {
    if (!banner) {
      process.stdout.write(text);
      return;
    }
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      banner &&= /^\s*$|▲ Next\.js|^\s*- (Local|Network|Environments):|^\s*✓ /.test(line);
      if (!banner) process.stdout.write(`${line}\n`);
    }
    if (!banner) {
      process.stdout.write(rest);
      rest = '';
    }
  });
}

async function announce(hasEnded) {
  // A wildcard address cannot be opened; loopback reaches it.
  const openAt = host === '0.0.0.0' || host === '::' ? `http://127.0.0.1:${port}` : address;
  while (!hasEnded()) {
    const answer = await fetch(`${openAt}/api/v1/health`, { signal: AbortSignal.timeout(30_000) }).catch(() => null);
    if (hasEnded()) return;
    if (answer?.ok) {
      console.log(`\n  Exitline: ${openAt}\n`);
      return;
    }
    if (answer !== null) {
      const body = await answer.json().catch(() => null);
      console.log(`\n  Exitline: ${openAt}`);
      console.log(`  It cannot answer yet: ${body?.error?.message ?? `health says ${answer.status}`}\n`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
