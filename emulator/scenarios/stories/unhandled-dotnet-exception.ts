import { aspNet, chat } from '../chatter';
import { shopProd } from '../environment';
import { announceRevision, comeUp, crashLoop, handOver } from '../lifecycle';
import type { Scenario } from '../scenario';
import { hour, minute } from '../time';

const voice = aspNet(['/prices/1842', '/prices/77', '/discounts/spring', '/healthz']);

/** A .NET process that is PID 1 ends with 139 on an unhandled exception: no segmentation fault. Mended by the next revision. */
export const unhandledDotnetException: Scenario = {
  app: 'pricing-engine',
  kind: 'app',
  environment: shopProd,
  moral: {
    status: 'recovered',
    cause: 'app.uncaught-exception',
    container: 'pricing-engine',
    revision: 'pricing-engine--0000007',
    because:
      'Revision 0000007 threw a NullReferenceException at start (exit code 139, .NET as PID 1); 0000008 mended it.',
  },
  tell(log, clock) {
    const good = log.revision(6);
    const bad = log.revision(7);
    const mended = log.revision(8);
    const brokenMs = clock.nowMs - (11 * hour + 4 * minute);
    const mendedMs = clock.nowMs - (9 * hour + 20 * minute);

    const old = log.replica(good, 'registry.example.com/shop/pricing-engine:4.6.0');
    announceRevision(log, bad, brokenMs);
    const failing = log.replica(bad, 'registry.example.com/shop/pricing-engine:4.7.0');
    log.assigned(failing, brokenMs + 3_000);
    crashLoop(log, failing, { fromMs: brokenMs + 6_000, untilMs: mendedMs + 30_000 }, (startedAtMs) => {
      log.printAll(failing, startedAtMs + 700, 'stdout', [
        'info: Shop.Pricing.RuleLoader[0]',
        '      Loading 212 discount rules',
      ]);
      const diesAtMs = startedAtMs + log.random.whole(1_700, 2_900);
      log.printAll(failing, diesAtMs - 260, 'stderr', [
        'Unhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.',
        '   at Shop.Pricing.Rules.RuleTree.Insert(Rule rule) in /src/Rules/RuleTree.cs:line 88',
        '   at Shop.Pricing.Rules.RuleLoader.LoadAll(IReadOnlyList`1 rules) in /src/Rules/RuleLoader.cs:line 41',
        '   at Program.<Main>$(String[] args) in /src/Program.cs:line 27',
        '   at Program.<Main>(String[] args)',
      ]);
      log.exit(failing, diesAtMs, 139);
      return diesAtMs;
    });

    announceRevision(log, mended, mendedMs);
    const fresh = log.replica(mended, 'registry.example.com/shop/pricing-engine:4.7.1');
    const readyMs = comeUp(log, fresh, mendedMs + 3_000, {
      refusals: 2,
      hello: (place, startedAtMs) =>
        log.printAll(place, startedAtMs + 900, 'stdout', [
          'info: Shop.Pricing.RuleLoader[0]',
          '      Loading 212 discount rules',
          'info: Microsoft.Hosting.Lifetime[14]',
          '      Now listening on: http://[::]:8080',
        ]),
    });
    handOver(log, mended, good, readyMs + 2_000);
    const stopMs = readyMs + 41_000;
    chat(log, old, { fromMs: clock.fromMs, toMs: stopMs - 1_000 }, clock, voice);
    log.printAll(old, stopMs - 700, 'stdout', [
      'info: Microsoft.Hosting.Lifetime[0]',
      '      Application is shutting down...',
    ]);
    log.stop(old, stopMs);
    chat(log, fresh, { fromMs: readyMs, toMs: clock.toMs }, clock, voice);
  },
};
