import { rules } from '@/lib/diagnosis/rules';

/** Words of failure, whatever the runtime. Words that end in `error` or `exception` are asked for by the question itself. */
const ordinary = new Set(
  (
    'abort aborted aborting assertion bad cannot corrupt corrupted corruption crash crashed crit critical deadlock denied ' +
    'deny died dumped emerg err errno errors expired fail failed failfast failure fata fatal forbidden illegal incorrect ' +
    'insecure invalid killed malformed mismatch missing must notfound oom oomkilled panic panicked permission prematurely ' +
    'reaped refused revoked segfault segmentation severe terminated terminating throw timed timeout traceback unable ' +
    'unauthenticated unauthorized unavailable unbound uncaught undefined unexpected unhandled uninitialized unknown ' +
    'unreachable unrecognized unset unsupported violation'
  ).split(' '),
);

/** What healthy logs are full of although it looks telling. */
const common = new Set(
  'authenticating authentication authorization communications configuration elasticsearch initialization instrumentation python3'.split(
    ' ',
  ),
);

/** Names of errors, codes and calls: what no healthy log says. A short plain word says nothing by itself. */
function isTelling(term: string): boolean {
  const isCode = /^(?=.*\d)[a-z0-9]{4,}$/.test(term);
  const isErrno =
    /^e(?:acces|addrinuse|ai|connrefused|dquot|hostunreach|mfile|netunreach|noent|nomem|nospc|notfound|perm|rofs|timedout)$/.test(
      term,
    );
  const isSignal = /^sig(?:abrt|bus|fpe|ill|kill|pipe|segv|sys|trap)$/.test(term);
  return isCode || isErrno || isSignal || (term.length >= 13 && !common.has(term)) || /[^\u0000-\u007f]/.test(term);
}

/** Endings that stand in a rule's terms as `*error`: console-failure-lines.kql asks for these words whole. */
export const askedEndings: readonly string[] = ['error', 'exception'];

/**
 * What the console is searched for: words of failure, and the telling ones among those without which no signature of a
 * rule can match. Healthy logs are full of the others; asked for, they would crowd out what matters within the limits,
 * and a line that holds nothing else is found among the last lines of its container.
 */
export const failureTerms: readonly string[] = [
  ...new Set([
    ...ordinary,
    ...rules.flatMap((rule) => (rule.signatures ?? []).flatMap((one) => one.terms ?? [])).filter(isTelling),
  ]),
]
  .filter((term) => !askedEndings.some((ending) => term.endsWith(ending)))
  .sort();
