import type { AppLog, Place } from '../app-log';
import { chat, httpService } from '../chatter';
import { shopProd } from '../environment';
import { announceRevision, crashLoop, handOver } from '../lifecycle';
import type { Scenario } from '../scenario';
import { hour, minute, second } from '../time';

const routes = [
  'POST /orders',
  'GET /orders/20931',
  'GET /orders/20931/lines',
  'GET /customers/118/orders',
  'GET /healthz',
];
const voice = httpService(routes);
const pages = 240;

function greet(log: AppLog, place: Place, atMs: number, version: string): void {
  log.printAll(
    place,
    atMs + 240,
    'stdout',
    [
      `orders-api ${version} on node v22.14.0, pid 1`,
      'connected to orders-db.example.com:5432 (pool of 20)',
      'listening on :8080',
    ],
    410,
  );
}

/** Reads every open order into memory until the kernel ends it; the last line is cut off by nothing but the silence. */
function growUntilKilled(log: AppLog, place: Place, startedAtMs: number, diesAtMs: number): void {
  const { random } = log;
  greet(log, place, startedAtMs, '3.15.0');
  const beginMs = startedAtMs + 2 * second;
  log.print(place, beginMs, 'stdout', `order-index: building, ${pages} pages of 5000 orders`);
  const steps = 9;
  for (let step = 1; step <= steps; step++) {
    const part = step / steps;
    const atMs = beginMs + part * (diesAtMs - beginMs) - random.between(90, 700);
    const rss = Math.round(178 + 838 * part ** 1.15 + random.between(-9, 6));
    const page = Math.round(pages * 0.79 * part);
    if (step % 3 === 0)
      log.print(place, atMs - 900, 'stdout', `POST /orders 201 ${random.between(30, 400).toFixed(1)} ms`);
    log.print(place, atMs, 'stdout', `order-index: page ${page}/${pages} in memory, rss=${rss}MB`);
  }
}

/** A deployment that builds an index in memory: three of four replicas are killed by the kernel again and again. */
export const memoryLoopAfterDeployment: Scenario = {
  app: 'orders-api',
  kind: 'app',
  environment: shopProd,
  moral: {
    status: 'crash-looping',
    cause: 'platform.oom',
    container: 'orders-api',
    revision: 'orders-api--0000042',
    because:
      'Revision 0000042 builds an index in memory; three of its four replicas reach the limit and are killed (137).',
  },
  tell(log, clock) {
    const { random } = log;
    const oldRevision = log.revision(41);
    const newRevision = log.revision(42);
    const deployedMs = clock.nowMs - 36 * minute;

    const bornMs = clock.nowMs - 52 * hour;
    announceRevision(log, oldRevision, bornMs);
    const old = log.replicas(oldRevision, 'registry.example.com/shop/orders-api:3.14.2', 4);
    for (const place of old) {
      log.assigned(place, bornMs + 2_500);
      greet(log, place, log.start(place, bornMs + 4_000, 'pulled'), '3.14.2');
    }
    handOver(log, oldRevision, null, bornMs + 12_000);

    announceRevision(log, newRevision, deployedMs);
    const fresh = log.replicas(newRevision, 'registry.example.com/shop/orders-api:3.15.0', 4);
    const lives: [number, number][] = [
      [95, 150],
      [150, 215],
      [290, 410],
    ];
    for (const [index, place] of fresh.entries()) {
      const assignedMs = deployedMs + 3_000 + index * 1_800;
      log.assigned(place, assignedMs);
      const life = lives[index];
      if (life === undefined) {
        const startedMs = log.start(place, assignedMs + 3_000, 'pulled');
        greet(log, place, startedMs, '3.15.0');
        log.print(place, startedMs + 2_000, 'stdout', 'order-index: another replica holds the lease, not building');
        chat(log, place, { fromMs: startedMs + 3_000, toMs: clock.toMs }, clock, voice, 0.6);
        continue;
      }
      crashLoop(log, place, { fromMs: assignedMs + 3_000, untilMs: clock.toMs }, (startedAtMs) => {
        const diesAtMs = startedAtMs + Math.round(random.between(life[0], life[1]) * second);
        growUntilKilled(log, place, startedAtMs, diesAtMs);
        log.exit(place, diesAtMs, 137);
        return diesAtMs;
      });
    }
    handOver(log, newRevision, oldRevision, deployedMs + 22_000);
    for (const place of old) {
      const stopMs = Math.round(deployedMs + random.between(55_000, 90_000));
      chat(log, place, { fromMs: bornMs + 10_000, toMs: stopMs - 1_500 }, clock, voice, 0.25);
      log.printAll(place, stopMs - 900, 'stdout', ['SIGTERM received, draining 3 connections', 'closed, bye'], 500);
      log.stop(place, stopMs);
    }
  },
};
