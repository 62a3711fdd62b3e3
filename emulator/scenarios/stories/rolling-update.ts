import type { AppLog, Place } from '../app-log';
import { beside } from '../app-log';
import { chat, mixed, spring } from '../chatter';
import { shopProd } from '../environment';
import { rollOver } from '../lifecycle';
import type { Scenario } from '../scenario';
import { hour, minute } from '../time';

const voice = mixed(
  [
    12,
    spring('c.e.checkout.BasketController', [
      'basket priced',
      'voucher applied',
      'delivery slot reserved',
      'order placed',
    ]),
  ],
  [
    1,
    (_, atMs) => ({
      stream: 'stdout',
      text: `${new Date(atMs).toISOString()}  WARN 1 --- [nio-8080-exec-4] c.e.checkout.VoucherClient : voucher service answered after 2 retries`,
    }),
  ],
  [
    1,
    (random, atMs) => ({
      stream: 'stdout',
      text: `${new Date(atMs).toISOString()} ERROR 1 --- [nio-8080-exec-${random.whole(1, 9)}] c.e.checkout.ErrorHandler : request failed with 500: java.net.SocketTimeoutException: Read timed out`,
    }),
  ],
);

/** The init container, then the app: a database migration and a Spring start that takes some seconds. */
function greet(log: AppLog, place: Place, startedAtMs: number): void {
  const stamp = (offset: number) => new Date(startedAtMs + offset).toISOString();
  log.print(
    place,
    startedAtMs + 800,
    'stdout',
    `${stamp(800)}  INFO 1 --- [main] c.e.checkout.CheckoutApplication : Starting CheckoutApplication using Java 21 with PID 1`,
  );
  log.print(
    place,
    startedAtMs + 2_900,
    'stdout',
    `${stamp(2_900)}  WARN 1 --- [main] o.s.b.a.o.j.JpaBaseConfiguration : spring.jpa.open-in-view is enabled by default`,
  );
  log.print(
    place,
    startedAtMs + 5_200,
    'stdout',
    `${stamp(5_200)}  INFO 1 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer : Tomcat started on port 8080 (http)`,
  );
  log.print(
    place,
    startedAtMs + 5_240,
    'stdout',
    `${stamp(5_240)}  INFO 1 --- [main] c.e.checkout.CheckoutApplication : Started CheckoutApplication in 5.1 seconds`,
  );
}

function migrate(log: AppLog, place: Place, atMs: number): void {
  const init = beside(place, 'migrate', 'registry.example.com/shop/checkout-migrations:7');
  const startedMs = log.start(init, atMs, 'pulled');
  log.printAll(
    init,
    startedMs + 300,
    'stdout',
    ['Validated 61 migrations', 'Schema "checkout" is up to date. No migration necessary.'],
    120,
  );
  log.finish(init, startedMs + 900);
}

function farewell(log: AppLog, place: Place, stopMs: number): void {
  const stamp = new Date(stopMs - 1_200).toISOString();
  log.print(
    place,
    stopMs - 1_200,
    'stdout',
    `${stamp}  INFO 1 --- [ionShutdownHook] o.s.b.w.e.tomcat.GracefulShutdown : Commencing graceful shutdown. Waiting for active requests to complete`,
  );
  log.print(
    place,
    stopMs - 400,
    'stdout',
    `${stamp} ERROR 1 --- [nio-8080-exec-2] c.e.checkout.ErrorHandler : request failed with 503: server is shutting down`,
  );
  log.print(
    place,
    stopMs - 200,
    'stdout',
    `${stamp}  INFO 1 --- [ionShutdownHook] com.zaxxer.hikari.HikariDataSource : HikariPool-1 - Shutdown completed.`,
  );
}

/** Two updates without a fault: new replicas are refused while they start, old ones are stopped on purpose. */
export const rollingUpdate: Scenario = {
  app: 'checkout',
  kind: 'app',
  environment: shopProd,
  moral: {
    status: 'quiet',
    cause: null,
    container: null,
    revision: null,
    because: 'Two rolling updates: refused start-up probes while the JVM starts, and old replicas stopped on purpose.',
  },
  tell(log, clock) {
    const images = ['11.4.0', '11.4.1', '11.5.0'].map((tag) => `registry.example.com/shop/checkout:${tag}`);
    const revisions = images.map((image, index) => {
      const revision = log.revision(31 + index);
      return { revision, places: log.replicas(revision, image, 3) };
    });
    const updatesMs = [clock.nowMs - (20 * hour + 25 * minute), clock.nowMs - (2 * hour + 11 * minute)];
    const born = new Map<string, number>();
    const gone = new Map<string, number>();
    for (const [index, updateMs] of updatesMs.entries()) {
      const from = revisions[index];
      const to = revisions[index + 1];
      if (from === undefined || to === undefined) continue;
      for (const place of to.places) migrate(log, place, updateMs + 3_400);
      rollOver(log, from, to, updateMs + 6_000, {
        refusals: 5,
        hello: (place, startedAtMs) => {
          born.set(place.replica, startedAtMs + 6_000);
          greet(log, place, startedAtMs);
        },
        farewell: (place, stopMs) => {
          gone.set(place.replica, stopMs - 1_500);
          farewell(log, place, stopMs);
        },
      });
    }
    for (const place of revisions.flatMap((revision) => revision.places)) {
      chat(
        log,
        place,
        { fromMs: born.get(place.replica) ?? clock.fromMs, toMs: gone.get(place.replica) ?? clock.toMs },
        clock,
        voice,
        0.34,
      );
    }
  },
};
