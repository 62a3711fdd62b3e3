import { isOvercomePull } from '@/lib/diagnosis/facts/overcome-pulls';
import type { Case } from '@/lib/diagnosis/rule';
import { failuresAt, registryOf, textOf } from '@/lib/diagnosis/rules/failed-starts';
import { firstGroup, ownEvents, wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';

export type PullFault = 'not-found' | 'auth' | 'network' | 'arch' | 'unauthorized' | 'unsaid';

export interface Pull {
  fault: PullFault;
  image: string | null;
  registry: string | null;
  text: string;
  events: SystemEvent[];
}

/** Read in this order: a registry’s firewall answers 403 and says `denied` too, a missing platform reads like a missing manifest. */
const faults: readonly [PullFault, RegExp][] = [
  [
    'arch',
    /no match(?:ing manifest)? for (?:platform|linux)|no matching manifest|does not match the (?:host|specified) platform|image operating system "?windows"? cannot be used|no child with platform/i,
  ],
  [
    'network',
    /is not allowed access|client with IP '?[\d.]|not allowed by firewall|public network access|failed to do request|\bdial (?:tcp|udp)\b|no such host|server misbehaving|i\/o timeout|TLS handshake timeout|connection (?:refused|reset|timed out)|context deadline exceeded|network is unreachable|x509:|certificate (?:signed by|has expired|is not)|request canceled|Client\.Timeout|could not resolve|name resolution|\bEOF\b|50[234] (?:Bad Gateway|Service Unavailable|Gateway)|unexpected status.{0,200}\b50\d\b/i,
  ],
  [
    'not-found',
    /MANIFEST_UNKNOWN|manifest (?:for .{0,200})?(?:unknown|not found|tagged by)|NAME_UNKNOWN|repository (?:name )?not (?:known|found)|not found in (?:registry|the registry)|: not found\b|NotFound desc|404 Not Found|reference does not exist|invalid reference format|InvalidImageName|no such image/i,
  ],
  [
    'auth',
    /\b40[13]\b|forbidden|\bDENIED\b|UNAUTHORIZED: |unauthorized: |authentication required|authorization failed|failed to authorize|no basic auth credentials|insufficient[_ ]scope|pull access denied|access to the resource is denied|invalid username|token exchange|anonymous token|AADSTS\d+|toomanyrequests|pull rate limit|429 Too Many|acr[ _-]?pull|registry credential/i,
  ],
  ['unauthorized', /unauthorized/i],
];

const images = [
  /image ["'“](?<image>[^"'”\s]{1,400})["'”]/i,
  /\bImage (?<image>[\w.-]{1,200}(?:\/[\w.-]{1,200}){1,12}(?::[\w.-]{1,128})?) not found/,
  /\bimage (?<image>[\w.-]{1,200}\.[a-z]{2,20}\/[\w./-]{1,300}:[\w.-]{1,128})/i,
];

const pulls = new WeakMap<Case, readonly Pull[]>();

/** Pulls of this incident that failed, oldest first, each with the best reason that its rows give. */
export function failedPulls(incident: Case): readonly Pull[] {
  const known = pulls.get(incident);
  if (known !== undefined) return known;
  const around = ownEvents(incident).filter((event) => /pull|image/i.test(wordsOf(event)));
  const starts = failuresAt(incident, 'pull').map((start) =>
    toPull([...start.events], `${textOf(start)}\n${start.detail}`, incident),
  );
  const inStarts = new Set(failuresAt(incident, 'pull').flatMap((start) => start.events.map((event) => event.row.id)));
  const loose = around.filter(
    (event) => !inStarts.has(event.row.id) && isPullFailure(event) && !isOvercomePull(event, incident.events),
  );
  const found = [...starts, ...loose.map((event) => toPull([event], wordsOf(event), incident))];
  pulls.set(incident, found);
  return found;
}

function isPullFailure(event: SystemEvent): boolean {
  if (event.kind === 'start-failed') return event.stage === 'pull';
  return /failed to pull|pull image failed|image pull errors?|ImagePull(?:BackOff|Failure|Unauthorized)|ErrImagePull|InvalidImageName|Back-off pulling image|token exchange endpoint/i.test(
    wordsOf(event),
  );
}

function toPull(events: SystemEvent[], text: string, incident: Case): Pull {
  const said = `${text}\n${events.map(wordsOf).join('\n')}`;
  const image = firstGroup(said, 'image', images) ?? pulledBefore(incident, events[0]);
  return {
    fault: faultIn(said),
    image,
    registry:
      firstGroup(said, 'registry', [
        /https?:\/\/(?<registry>[\w.-]{1,200}\.[\w.-]{2,60})(?::\d+)?\/v2\//,
        /lookup (?<registry>[\w-]{1,63}(?:\.[\w-]{1,63})+)/,
      ]) ??
      registryOf(image) ??
      null,
    text: said,
    events,
  };
}

function faultIn(text: string): PullFault {
  // `Image x not found in registry.` opens every such row; what the registry really answered stands behind it.
  const answer = text.includes('ErrorMessage=')
    ? text.replaceAll(/\bImage \S{1,400} not found in registry/g, '')
    : text;
  // The bare reason `ImagePullUnauthorized` comes with a registry’s firewall as well: only its own kind, read last.
  for (const [fault, pattern] of faults) if (pattern.test(answer)) return fault;
  return 'unsaid';
}

/** `Pulling image 'x'` just before says which image the failure is about. */
function pulledBefore(incident: Case, failure: SystemEvent | undefined): string | null {
  if (failure === undefined) return null;
  const asked = incident.events.findLast(
    (event) =>
      event.kind === 'image-pulling' &&
      event.atMs <= failure.atMs &&
      (event.replica === failure.replica || failure.replica === null),
  );
  return asked?.kind === 'image-pulling' ? asked.image : null;
}

/** The newest pull of the wanted kinds; null when another kind of reason is newer and better. */
export function decisivePull(incident: Case): Pull | null {
  const all = failedPulls(incident);
  // A retry often repeats only `ImagePullBackOff`; the reason stands in an earlier row.
  return (
    all.findLast((pull) => pull.fault !== 'unsaid' && pull.fault !== 'unauthorized') ??
    all.findLast((pull) => pull.fault === 'unauthorized') ??
    all.at(-1) ??
    null
  );
}

export function pullRows(incident: Case, pull: Pull): SystemEvent[] {
  return [
    ...failedPulls(incident)
      .filter((each) => each.fault === pull.fault)
      .flatMap((each) => each.events),
  ].sort((a, b) => a.atMs - b.atMs);
}

export function nameOfImage(pull: Pull): string {
  return pull.image === null ? 'the image' : `image ${pull.image}`;
}
