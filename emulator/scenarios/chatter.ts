import type { AppLog, Place, Stream } from './app-log';
import type { Random } from './random';
import type { StoryClock } from './time';
import { accessLogDate, hour, minute, second } from './time';

export interface Line {
  stream: Stream;
  text: string;
}

/** What a healthy process prints about one request, or about nothing in particular. */
export type Voice = (random: Random, atMs: number) => Line | Line[];

/**
 * Fills a stretch of a replica's life with ordinary lines: sparse in the past, closer around now. `share` is this replica's
 * part of the app's lines. The newest two minutes are thin, as a pipeline with delay leaves them.
 */
export function chat(
  log: AppLog,
  place: Place,
  span: { fromMs: number; toMs: number },
  clock: StoryClock,
  voice: Voice,
  share = 1,
): void {
  const { random } = log;
  let at = span.fromMs + random.between(0.2, 1) * gapAt(span.fromMs, clock, share);
  while (at < span.toMs) {
    const atMs = Math.round(at);
    const late = atMs > clock.nowMs - 2 * minute && atMs <= clock.nowMs;
    if (!late || random.chance(0.4)) {
      const said = voice(random, atMs);
      for (const [index, line] of (Array.isArray(said) ? said : [said]).entries()) {
        log.print(place, atMs + index, line.stream, line.text);
      }
    }
    at += random.between(0.3, 1.7) * gapAt(at, clock, share);
  }
}

function gapAt(atMs: number, clock: StoryClock, share: number): number {
  const ageMs = clock.nowMs - atMs;
  const gap = ageMs > 24 * hour ? 20 * minute : ageMs > 3 * hour ? 5 * minute : ageMs > 0 ? 50 * second : 3 * minute;
  return gap / share;
}

const paths = [
  '/',
  '/products',
  '/products/1842',
  '/products/77/reviews',
  '/basket',
  '/search?q=garden+chair',
  '/offers',
  '/orders/20931',
];
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15',
  'shop-synthetic-check/1.4',
];

export function client(random: Random): string {
  return `192.0.2.${random.whole(10, 240)}`;
}

function status(random: Random, errorShare: number): number {
  if (random.chance(errorShare)) return random.pick([500, 502, 503]);
  return random.pick([200, 200, 200, 200, 200, 204, 301, 304, 404]);
}

/** nginx and Apache. `errorShare` of the answers are 5xx: trouble of a request, not of the container. */
export function webServer(errorShare = 0): Voice {
  return (random, atMs) => {
    const code = status(random, errorShare);
    const bytes = code === 204 || code === 304 ? 0 : random.whole(180, 48_000);
    return {
      stream: 'stdout',
      text: `${client(random)} - - [${accessLogDate(atMs)}] "GET ${random.pick(paths)} HTTP/1.1" ${code} ${bytes} "-" "${random.pick(agents)}" "-"`,
    };
  };
}

/** A small HTTP service that prints each request (`GET /orders`), its status and its duration. */
export function httpService(routes: readonly string[]): Voice {
  return (random) => ({
    stream: 'stdout',
    text: answered(random, random.pick(routes)),
  });
}

function answered(random: Random, route: string): string {
  const status = route.startsWith('POST') ? 201 : /\d/.test(route) && random.chance(0.08) ? 404 : 200;
  return `${route} ${status} ${random.between(2, 90).toFixed(1)} ms`;
}

/** JSON lines of a Node logger. */
export function jsonLines(name: string, messages: readonly string[]): Voice {
  return (random, atMs) => ({
    stream: 'stdout',
    text: JSON.stringify({
      level: 30,
      time: atMs,
      pid: 1,
      name,
      reqId: random.suffix(8),
      msg: random.pick(messages),
      ms: random.whole(2, 240),
    }),
  });
}

/** ASP.NET Core: a category row and an indented message row per event. */
export function aspNet(routes: readonly string[]): Voice {
  return (random) => [
    { stream: 'stdout', text: 'info: Microsoft.AspNetCore.Hosting.Diagnostics[2]' },
    {
      stream: 'stdout',
      text: `      Request finished HTTP/1.1 GET http://shop.example.com${random.pick(routes)} - 200 - application/json ${random.between(3, 80).toFixed(4)}ms`,
    },
  ];
}

/** Spring Boot. */
export function spring(logger: string, messages: readonly string[]): Voice {
  return (random, atMs) => ({
    stream: 'stdout',
    text: `${new Date(atMs).toISOString()}  INFO 1 --- [nio-8080-exec-${random.whole(1, 10)}] ${logger} : ${random.pick(messages)} (${random.whole(3, 140)} ms)`,
  });
}

/** Structured text of Go's slog. */
export function slog(messages: readonly string[]): Voice {
  return (random, atMs) => ({
    stream: 'stderr',
    text: `time=${new Date(atMs).toISOString()} level=INFO msg="${random.pick(messages)}" took=${random.between(1, 60).toFixed(1)}ms`,
  });
}

/** One of several voices per line, by weight. */
export function mixed(...voices: readonly [weight: number, voice: Voice][]): Voice {
  const total = voices.reduce((sum, [weight]) => sum + weight, 0);
  return (random, atMs) => {
    let rest = random.next() * total;
    for (const [weight, voice] of voices) {
      rest -= weight;
      if (rest < 0) return voice(random, atMs);
    }
    return [];
  };
}
