import { rules } from '@/lib/diagnosis/rules/index';

/** So many words a `has_any` stays quick to read and to run. */
const most = 200;

/** What nearly every runtime says when it fails. */
const generic = [
  'error',
  'exception',
  'fatal',
  'traceback',
  'panic',
  'panicked',
  'critical',
  'failed',
  'failure',
  'killed',
  'aborted',
  'unhandled',
  'uncaught',
  'caused',
  'crash',
  'crashed',
  'cannot',
  'unable',
  'invalid',
  'missing',
  'required',
  'denied',
  'refused',
  'timeout',
  'unreachable',
  'unauthorized',
  'forbidden',
  'memory',
  'sigkill',
  'sigsegv',
  'sigterm',
  'signal',
  'emerg',
  'severe',
  'errno',
  'err',
];

/** Words of signatures that healthy logs are full of: asking for them would fetch everything. */
const ordinary = new Set(
  (
    'address another app api application arg argument arguments access at bad bin bind boot bus busy caller channel child choice class cert certificate client ' +
    'clone column command config configuration configure configured connect connecting connection consumer context convert cp cpu create credential credentials ' +
    'database define defined dev directory dirty dll docker driver encryption engine env environment exec executed exit expected export field file files find flag float ' +
    'format found free getenv heap host hosting hostname huge identity import initialization input io json kafka kernel key keyword known leaf library line listen ' +
    'listening ln load loaded lock locking locks login lookup m main make manifest map metadata module mount must mv namespace native need needed net network node ' +
    'nome nombre null object open operation operator option options os package parameter parse parsing password path permission permissions pg placeholder pool port ' +
    'proc process property provide provided public plugin please query read recipe redis registration require resolve resolver resource revision rm role root run runner ' +
    'runtime sdk script secret section self selection server set setting settings shared sidecar signed space ssl stack start store stream sudo symbol table tcp token ' +
    'touch translate tun uri url usage usable uso validation validate variable variables verify vm wait waiting worker writable x86 python python3 mongo mongod strict ' +
    'living depth specify alert allowed acquire changing feature terminated terminate thread uring already syntax unknown validation migrations pending role rpc'
  ).split(' '),
);

/** The words by which console lines that matter are found, in lower case; for KQL `has_any`, which sees whole words. */
export const failureTerms: readonly string[] = [...new Set([...generic, ...telltale()])].slice(0, most);

/** Words of the signatures: those that many share first, then the longest, which say the most. */
function telltale(): string[] {
  const uses = new Map<string, number>();
  for (const rule of rules) {
    for (const signature of rule.signatures ?? []) {
      for (const term of signature.terms ?? []) if (!ordinary.has(term)) uses.set(term, (uses.get(term) ?? 0) + 1);
    }
  }
  return [...uses]
    .sort(([a, m], [b, n]) => Number(n > 1) - Number(m > 1) || b.length - a.length || (a < b ? -1 : 1))
    .map(([term]) => term);
}
