import type { EventDetail, ProbeKind, ProbeOutcome, StartStage } from '@/lib/domain/event';

/** What a system row says, read from its Reason and its message alone. */
export interface Said {
  detail: EventDetail;
  container: string | null;
  /** Named in the message, for rows whose columns are empty. */
  replica: string | null;
  revision: string | null;
  execution: string | null;
}

/** No pattern looks further than this; what a row is about, it says early. */
const longestRead = 8192;

const name = `(?:'([^'\\n]{0,253})'|"([^"\\n]{0,253})"|([^\\s'",;]{1,253}))`;
const terminated = new RegExp(`\\bcontainer:? ${name} (?:was |has been |has )?(?:terminated|exited)\\b`, 'i');
const exitCode = /\bexit(?:ed with)? ?code:? {0,2}(?:'([^'\n]{0,40})'|"([^"\n]{0,40})"|(-?\d{1,15})\b)/i;
const terminationReason =
  /(?:\band|\bwith|,) (?:the )?reason:? {0,2}(?:'([\w.:-]{1,80})'|"([\w.:-]{1,80})"|([A-Za-z][\w-]{1,80}))/i;

const created = new RegExp(`\\b(?:created container:? ${name}|container ${name} (?:was |has been )?created)`, 'i');
const started = new RegExp(`\\b(?:started container:? ${name}|container ${name} (?:was |has been )?started)`, 'i');
const stopping = new RegExp(`\\b(?:stopping|killing) container:? ${name}`, 'i');
const probeVerdict = new RegExp(`\\bcontainer ${name} failed (start-?up|liveness|readiness) probe`, 'i');
const platformProbe = /\bprobe of (start-?up|liveness|readiness) (?:failed|errored)\b(?: with)?([\s\S]*)/i;
const kubeletProbe = /\b(start-?up|liveness|readiness) probe (?:failed|errored|error)\b([\s\S]*)/i;
const probeThreshold = /\b(start-?up|liveness|readiness)\b.{0,40}\breached failure threshold\b/i;
const probeStage = /\bprobe started from stage (start-?up|liveness|readiness)/i;

/** Both spellings are the platform's own (seen in real workspaces). */
const persistentFailure = /\bpersistent fail(?:ure|iure)? to start container\b/i;
const restartBackOff = /\bback-?off restarting failed container\b|\bCrashLoopBackOff\b/i;
const backOffContainer = new RegExp(`\\bcontainer[ =]:?${name}`, 'i');

const startFailures: Record<string, StartStage> = {
  imagepullfailure: 'pull',
  errimagepull: 'pull',
  imagepullbackoff: 'pull',
  imagepullunauthorized: 'pull',
  invalidimagename: 'pull',
  imageinspecterror: 'pull',
  errimageneverpull: 'pull',
  failedtopullimage: 'pull',
  containercreatefailure: 'create',
  containercannotrun: 'create',
  createcontainererror: 'create',
  createcontainerconfigerror: 'create',
  runcontainererror: 'create',
  starterror: 'create',
  volumemountfailure: 'mount',
  failedmount: 'mount',
  failedattachvolume: 'mount',
};

const pullFailed =
  /\bfailed to (?:pull|inspect) image\b|\berrImagePull\b|\bimagePullBackOff\b|\bback-?off pulling image\b|\bpersistent image pull errors?\b|\bpull image failed\b|\bimage .{1,400} not found in registry\b|\bfailed to apply default image tag\b/i;
const mountFailed =
  /\bMountVolume\.\w+ failed\b|\bAttachVolume\.\w+ failed\b|\bunable to (?:attach or )?mount volumes?\b|\bmount error ?\(\d{1,3}\)|\bmount\.(?:nfs|cifs|nfs4|fuse)\b ?:|\bmounting (?:command|arguments?)\b.{0,40}\bfailed|\bmount failed\b/i;
const createFailed =
  /\bfailed to create (?:containerd task|shim task|containerd container)\b|\bOCI runtime (?:create|exec) failed\b|\brunc (?:create|run) failed\b|\bfailed to (?:create|start) container (?!.{0,200}probe)|\bspecial device overlay does not exist\b|\blegionErrorCode\b|\bCreateContainer(?:Config)?Error\b|\bRunContainerError\b|\bchown -R\b.{0,400}\bcancell?ed after\b/i;

const evicted =
  /\bephemeral[- ](?:local[- ])?storage\b.{0,200}\b(?:exceed|limit)|\bexceed\w* .{0,80}\bephemeral[- ](?:local[- ])?storage\b|\bexceeded its local ephemeral storage limit\b|\bthe node was low on resource\b/i;
const evictedContainer = new RegExp(`\\bcontainer ${name} exceeded`, 'i');
const quota =
  /\bmaximum allowed cores exceeded\b|\bmax(?:imum)? node (?:count|group size)\b|\bexceeded quota\b|\bquota\b.{0,80}\b(?:exceed|reached|insufficient)|\b(?:cores?|gpus?)\b.{0,60}\bquota\b/i;
const unscheduled =
  /\binsufficient capacity\b|\bnodes are available\b|\bno nodes? available\b|\bpreempt(?:ed|ion|ing)\b|\bfailed to schedule\b|\bunschedulable\b|\bnot enough capacity\b/i;
const nodeMove =
  /\bdeleting pod for node (?:scale ?down|removal)\b|\btaint\w*\b|\bnode\b.{0,60}\b(?:drain\w*|shut ?down|shutting down|cordon\w*|not ?ready|maintenance|preempted)\b|\bdrain\w*\b.{0,60}\bnode\b/i;

const secretFailed =
  /\bsyncing secret\b.{0,400}\b(?:error|failed|forbidden)\b|\berror\b.{0,80}\bsyncing secret\b|\bfailed to (?:get|sync|fetch|read) (?:the )?secret\b|\btoken exchange endpoint returned error\b/i;
const scalerFailed =
  /\berror (?:parsing|inspecting|getting|creating|establishing|resolving|reading)\b.{0,120}\b(?:metadata|scaler|trigger|metrics?)\b|\bscaler\b.{0,160}\b(?:error|failed|failure|unable|unauthorized)\b|\b(?:error|failed|unable)\b.{0,80}\bscalers?\b|\bconnection to \w{2,40} failed\b|\bunable to (?:get|fetch) external metric\b|\bQueueNotFound\b|\bAPI rate limit exceeded\b/i;
/** A fixed-replica app has no trigger to watch; KEDA says so every five minutes (domain: benign). */
const benignScaler = /\bdoesn't have correct triggers? specification\b|\bwas removed from KEDA watch\b/i;

type Understood = Partial<Said> & { detail: EventDetail };

const revisionSteps: Record<string, Extract<EventDetail, { kind: 'revision' }>['step']> = {
  revisioncreation: 'created',
  revisionupdate: 'updated',
  revisionready: 'ready',
  revisiondeactivating: 'deactivating',
  rollingrevisioncompleted: 'completed',
  containerappready: 'updated',
  containerappupdate: 'updated',
  containerappfailure: 'failed',
  revisionfailed: 'failed',
  provisioningfailed: 'failed',
};

/** Rows that alarm or chatter and say nothing about a failure of their own. */
const noiseReasons = new Set([
  'kedascalersstarted',
  'kedascalersstopped',
  'scaledobjectready',
  'scaledobjectdeleted',
  'failedgetcontainerresourcemetric',
  'failedgetresourcemetric',
  'failedcomputemetricsreplicas',
  'failedgetscale',
  'failedupdatescale',
  'triggeredscaleup',
  'startinggettingevents',
  'connectedtoeventsserver',
  'clusterexecfailure',
]);

/** Reasons whose row is a container's end even when the message has no such sentence. */
const terminationReasons = new Set(['containerterminated', 'processexited', 'probefailure', 'oomkilled', 'oomkilling']);
const silentReasons = new Set(['error', 'completed', 'containerterminated', 'failed', 'killing']);
const unhealthy = new Set([
  'replicaunhealthy',
  'podunhealthy',
  'podunhealhy',
  'unhealthy',
  'probefailed',
  'probewarning',
]);

/** The first group that took part: of a quoted or bare name exactly one does. */
function first(match: RegExpExecArray | null, groups = 9): string | null {
  const found = match?.slice(1, 1 + groups).find((text) => text !== undefined && text !== '');
  return found ?? null;
}

/**
 * What a row says. Any text in, never a throw: what nobody has seen before is `other`. Both dialects of the platform,
 * both quote styles, with and without a reason suffix, a code or a detail.
 */
export function readMessage(reason: string | null, message: string, eventSource: string | null = null): Said {
  const text = tidy(message);
  const key = (reason ?? '').replace(/[\s_-]/g, '').toLowerCase();
  const said = readTermination(text, key, reason) ??
    readBySentence(text, key) ??
    readByReason(text, key) ??
    readLoosely(text, key, eventSource) ?? { detail: { kind: 'other', reason } };
  return { replica: null, revision: null, execution: null, ...said, container: containerIn(said) };
}

/** Whoever pastes rows for others writes `<app>` over the container's name; no container can be called so. */
function containerIn({ container }: Understood): string | null {
  return container === undefined || container === null || /^<[^>]*>$/.test(container) ? null : container;
}

/** Typographic quotes, HTML escapes and line ends made plain, so that one pattern serves every spelling. */
function tidy(message: string): string {
  const start = message.length > longestRead ? message.slice(0, longestRead) : message;
  const text = start.trim();
  return /[^\x20-\x7e]|&/.test(text)
    ? text
        .replace(/[\u2018\u2019\u201b\u0060\u00b4]/g, "'")
        .replace(/[\u201c\u201d]/g, '"')
        .replace(/&#39;|&apos;/g, "'")
        .replace(/&quot;/g, '"')
        .replace(/\u00a0/g, ' ')
    : text;
}

function readTermination(text: string, key: string, reason: string | null): Understood | null {
  const match = terminated.exec(text);
  const bareEnd = match === null ? /\bterminated with (?:exit code|reason)\b/i.exec(text) : null;
  if (match === null && bareEnd === null) return readBareTermination(text, key, reason);
  const container = first(match);
  const rest = text.slice(match === null ? (bareEnd?.index ?? 0) : match.index + match[0].length);
  return toTermination(rest, { container, key, reason, whole: text });
}

/** A row whose Reason says that a container ended and whose message holds only a word or a tool's output. */
function readBareTermination(text: string, key: string, reason: string | null): Understood | null {
  if (!terminationReasons.has(key)) return null;
  // The Reason `ProbeFailure` also labels rows that only tell of a failed probe.
  if (key === 'probefailure' && (probeVerdict.test(text) || platformProbe.test(text) || kubeletProbe.test(text)))
    return null;
  const word = /^['"]?([A-Za-z]{4,40})['"]?\.?$/.exec(text);
  if (word?.[1] !== undefined) {
    const stage = startFailures[word[1].toLowerCase()];
    if (stage !== undefined) return { detail: { kind: 'start-failed', stage, detail: text } };
    return { detail: { kind: 'container-terminated', exitCode: null, terminationReason: word[1], detail: null } };
  }
  const stage = stageSaid(text);
  if (stage !== null) return { detail: { kind: 'start-failed', stage, detail: text } };
  return toTermination(text, { container: null, key, reason, whole: text });
}

interface End {
  container: string | null;
  key: string;
  reason: string | null;
  whole: string;
}

function toTermination(rest: string, { container, key, reason, whole }: End): Understood {
  const code = exitCode.exec(rest.slice(0, 400));
  const afterCode = code === null ? 0 : code.index + code[0].length;
  const suffix = terminationReason.exec(rest.slice(0, afterCode + 200));
  // The second row of an exit carries the termination reason in its Reason column only.
  const told = first(suffix) ?? (silentReasons.has(key) || key === '' ? null : reason);
  const end = Math.max(afterCode, suffix === null ? 0 : suffix.index + suffix[0].length);
  const detail = rest
    .slice(end)
    .replace(/^[\s.,:;-]{1,20}/, '')
    .trim();
  const stage = stageOfReason(told) ?? (told === null && detail !== '' ? stageSaid(detail) : null);
  if (stage !== null)
    return { detail: { kind: 'start-failed', stage, detail: detail === '' ? whole : detail }, container };
  return {
    container,
    detail: {
      kind: 'container-terminated',
      exitCode: toExitCode(first(code)),
      terminationReason: told,
      detail: detail === '' ? null : detail,
    },
  };
}

/** The platform writes '' when it has no code, and Number('') is 0: a success. */
function toExitCode(text: string | null): number | null {
  if (text === null || !/^\s*-?\d{1,15}\s*$/.test(text)) return null;
  return Number(text);
}

function stageOfReason(reason: string | null): StartStage | null {
  return reason === null ? null : (startFailures[reason.toLowerCase()] ?? null);
}

function stageSaid(text: string): StartStage | null {
  if (pullFailed.test(text)) return 'pull';
  if (createFailed.test(text)) return 'create';
  if (mountFailed.test(text)) return 'mount';
  return null;
}

/** Sentences that are the same whatever the Reason column holds (some sources lack it). */
function readBySentence(text: string, key: string): Understood | null {
  return readProbe(text, key) ?? readBackOff(text, key) ?? readStart(text, key);
}

function readProbe(text: string, key: string): Understood | null {
  const verdict = probeVerdict.exec(text);
  if (verdict !== null) {
    const probe = toProbeKind(verdict[4]);
    const container = first(verdict, 3);
    if (probe === 'readiness')
      return { container, detail: { kind: 'probe-failed', probe, outcome: { kind: 'unknown' } } };
    return { container, detail: { kind: 'probe-kill', probe } };
  }
  const stage = probeStage.exec(text);
  if (stage !== null || key === 'probestarted')
    return { detail: { kind: 'probe-started', probe: toProbeKind(stage?.[1]) } };
  const failed = platformProbe.exec(text) ?? kubeletProbe.exec(text);
  if (failed !== null) {
    return { detail: { kind: 'probe-failed', probe: toProbeKind(failed[1]), outcome: readOutcome(failed[2] ?? '') } };
  }
  const threshold = probeThreshold.exec(text);
  if (threshold !== null) {
    return { detail: { kind: 'probe-failed', probe: toProbeKind(threshold[1]), outcome: { kind: 'unknown' } } };
  }
  if (!unhealthy.has(key)) return null;
  const word = /\b(start-?up|liveness|readiness)\b/i.exec(text);
  return { detail: { kind: 'probe-failed', probe: toProbeKind(word?.[1]), outcome: readOutcome(text) } };
}

export function toProbeKind(word: string | undefined): ProbeKind | null {
  switch (word?.replace('-', '').toLowerCase()) {
    case 'startup':
      return 'startup';
    case 'liveness':
      return 'liveness';
    case 'readiness':
      return 'readiness';
    default:
      return null;
  }
}

/** Docs and real rows: `status code: 1` is a refused TCP connect, an empty status is no answer at all. */
function readOutcome(text: string): ProbeOutcome {
  const status = /\bstatus ?code:? {0,2}(\d{1,6})?/i.exec(text);
  if (status !== null) {
    if (status[1] === undefined) return { kind: 'no-answer' };
    const code = Number(status[1]);
    if (code >= 100 && code <= 599) return { kind: 'http-status', status: code };
    return code === 1 ? { kind: 'refused' } : { kind: 'unknown' };
  }
  const timeout = /\btimeout in (\d{1,6}(?:\.\d{1,6})?) ?s/i.exec(text);
  if (timeout !== null) return { kind: 'timeout', afterSeconds: Number(timeout[1]) };
  if (/\bconnection refused\b|\bactively refused\b/i.test(text)) return { kind: 'refused' };
  if (
    /\bHTTP response to HTTPS client\b|\btls:|\bmalformed HTTP response\b|\blook like a TLS handshake\b/i.test(text)
  ) {
    return { kind: 'tls-mismatch' };
  }
  if (/\bdeadline exceeded\b|\btime(?:d[ -]?)?out\b|\bClient\.Timeout\b/i.test(text))
    return { kind: 'timeout', afterSeconds: null };
  if (/\bEOF\b|\breset by peer\b|\bno route to host\b|\bbroken pipe\b/i.test(text)) return { kind: 'no-answer' };
  return { kind: 'unknown' };
}

function readBackOff(text: string, key: string): Understood | null {
  if (pullFailed.test(text)) return null;
  const says = persistentFailure.test(text) || restartBackOff.test(text);
  if (!says && key !== 'containerbackoff' && key !== 'crashloopbackoff' && key !== 'backoff') return null;
  const named = persistentFailure.test(text) ? null : backOffContainer.exec(text);
  return { container: first(named), detail: { kind: 'back-off' } };
}

function readStart(text: string, key: string): Understood | null {
  const isCreated = created.exec(text);
  if (isCreated !== null) return { container: withoutStop(first(isCreated)), detail: { kind: 'container-created' } };
  const isStarted = started.exec(text);
  if (isStarted !== null) return { container: withoutStop(first(isStarted)), detail: { kind: 'container-started' } };
  const isStopping = stopping.exec(text);
  if (isStopping !== null) return { container: withoutStop(first(isStopping)), detail: { kind: 'stopping' } };
  if (key === 'containercreated') return { detail: { kind: 'container-created' } };
  if (key === 'containerstarted') return { detail: { kind: 'container-started' } };
  if (key === 'stoppingcontainer') return { detail: { kind: 'stopping' } };
  return null;
}

/** An unquoted name at the end of a sentence carries its full stop. */
function withoutStop(container: string | null): string | null {
  return container === null ? null : container.replace(/[.:,]$/, '') || null;
}

function readByReason(text: string, key: string): Understood | null {
  if (key === 'evicted' || evicted.test(text)) {
    return { container: first(evictedContainer.exec(text)), detail: { kind: 'evicted', detail: text } };
  }
  const stage = startFailures[key] ?? stageSaid(text);
  if (stage !== null && stage !== undefined && !key.startsWith('keda')) {
    return { detail: { kind: 'start-failed', stage, detail: text } };
  }
  switch (key) {
    case 'pullingimage':
      return { detail: { kind: 'image-pulling', image: imageIn(text) } };
    case 'pulledimage':
    case 'imagepulled':
      return { detail: { kind: 'image-pulled', image: imageIn(text) } };
    case 'assigningreplica':
      return { replica: first(/\breplica '([^']{1,253})'/i.exec(text)), detail: { kind: 'replica-assigned' } };
    case 'assigningreplicafailed':
    case 'failedscheduling':
    case 'preempted':
      return quota.test(text)
        ? { detail: { kind: 'quota', detail: text } }
        : { detail: { kind: 'replica-unassigned', detail: text } };
    case 'scaledown':
    case 'nodenotready':
    case 'taintmanagereviction':
      return { detail: { kind: 'node-move', detail: text } };
    case 'kedascaletargetdeactivated':
    case 'kedascaletargetactivated':
    case 'successfulrescale':
    case 'scalingreplicaset':
      return readScaling(text, key);
    case 'kedascalerfailed':
    case 'scaledobjectcheckfailed':
    case 'failedgetexternalmetric':
    case 'kedametricsourcefailed':
    case 'scaledjobcheckfailed':
      return benignScaler.test(text)
        ? { detail: { kind: 'noise' } }
        : { detail: { kind: 'scaler-failed', detail: text } };
    case 'fetchingkeyvaultsecretfailed':
    case 'syncingsecretfromazurekeyvaultforcontainerappfailed':
    case 'syncingsecretfromazurekeyvaultforcontainerjobfailed':
      return { detail: { kind: 'secret-sync-failed', detail: text } };
    default:
      return readFurther(text, key);
  }
}

function readFurther(text: string, key: string): Understood | null {
  if (/^(?:syncing|fetching)\w*secret\w*(?:succeeded|success|successful)$/.test(key))
    return { detail: { kind: 'secret-synced' } };
  if (/^(?:syncing|fetching)\w*secret\w*failed$/.test(key))
    return { detail: { kind: 'secret-sync-failed', detail: text } };
  if (/portmismatch$/.test(key) || /\btarget ?port \d{1,5} does not match\b/i.test(text)) return readPortMismatch(text);
  const job = readJob(text, key);
  if (job !== null) return job;
  const step = revisionSteps[key];
  if (step !== undefined) {
    return { revision: revisionIn(text), detail: { kind: 'revision', step } };
  }
  if (noiseReasons.has(key) || benignScaler.test(text))
    return { revision: revisionIn(text), detail: { kind: 'noise' } };
  return null;
}

function readScaling(text: string, key: string): Understood {
  const fromTo = /\bfrom (\d{1,6}) to (\d{1,6})\b/i.exec(text);
  const revision = /\bk8se-apps\/([^\s'",]{1,253})/.exec(text)?.[1] ?? revisionIn(text);
  const isDown = /\bscaled? down\b|\bbelow target\b/i.test(text);
  const direction =
    fromTo?.[2] === '0' || (fromTo === null && key === 'kedascaletargetdeactivated')
      ? 'to-zero'
      : fromTo?.[1] === '0' || (fromTo === null && key === 'kedascaletargetactivated')
        ? 'from-zero'
        : fromTo !== null
          ? Number(fromTo[2]) < Number(fromTo[1])
            ? 'in'
            : 'out'
          : isDown
            ? 'in'
            : 'out';
  return { revision, detail: { kind: 'scaled', direction, detail: text } };
}

function readPortMismatch(text: string): Understood {
  const target = /\btarget ?port:? (\d{1,5})\b/i.exec(text)?.[1];
  const listening = /\blistening ports?:? ?([\d\s,[\]]{1,200})/i.exec(text)?.[1] ?? '';
  return {
    detail: {
      kind: 'port-mismatch',
      targetPort: target === undefined ? null : Number(target),
      listeningPorts: (listening.match(/\d{1,5}/g) ?? []).map(Number),
    },
  };
}

function readJob(text: string, key: string): Understood | null {
  const execution = first(/\bexecution '([^']{1,253})'/i.exec(text));
  const at = (step: Extract<EventDetail, { kind: 'job-execution' }>['step']): Understood => ({
    execution,
    detail: { kind: 'job-execution', step },
  });
  if (key === 'backofflimitexceeded' || /\breached the specified backoff limit\b/i.test(text))
    return at('backoff-limit');
  if (key === 'deadlineexceeded' || /\bactive longer than (?:the )?specified deadline\b/i.test(text))
    return at('deadline');
  const status = /\b(?:pod|replica)\b.{0,260}\bexited with status '?(succeeded|failed)/i.exec(text);
  if (status !== null) {
    const replica = /\bpod - ([^\s]{1,253}) has exited\b/i.exec(text)?.[1] ?? null;
    return {
      replica,
      execution,
      detail: { kind: 'job-execution', step: /failed/i.test(status[1] ?? '') ? 'failed' : 'succeeded' },
    };
  }
  if (/\bexecution\b.{0,260}\bsuccessfully completed\b/i.test(text)) return at('succeeded');
  if (/\bexecution\b.{0,260}\b(?:has )?failed\b/i.test(text)) return at('failed');
  if (key === 'successfulcreate' || /\bcreated pod for job execution\b/i.test(text)) return at('started');
  return null;
}

/** Last: words that tell what a row is about where neither its Reason nor a known sentence does. */
function readLoosely(text: string, key: string, eventSource: string | null): Understood | null {
  if (quota.test(text)) return { detail: { kind: 'quota', detail: text } };
  if (unscheduled.test(text)) return { detail: { kind: 'replica-unassigned', detail: text } };
  if (/\bwaiting for infrastructure\b/i.test(text)) return { detail: { kind: 'replica-unassigned', detail: text } };
  if (nodeMove.test(text)) return { detail: { kind: 'node-move', detail: text } };
  if (secretFailed.test(text)) return { detail: { kind: 'secret-sync-failed', detail: text } };
  if (
    scalerFailed.test(text) ||
    (/keda/i.test(`${key} ${eventSource ?? ''}`) &&
      /\b(?:error|failed|no such host|unauthorized|exceeded)\b/i.test(text))
  ) {
    return { detail: { kind: 'scaler-failed', detail: text } };
  }
  if (/\bhas been scheduled to run on a node\b/i.test(text)) {
    return { replica: first(/\breplica '([^']{1,253})'/i.exec(text)), detail: { kind: 'replica-assigned' } };
  }
  if (/^pulling image\b/i.test(text)) return { detail: { kind: 'image-pulling', image: imageIn(text) } };
  if (/^successfully pulled image\b|\balready present on machine\b/i.test(text)) {
    return { detail: { kind: 'image-pulled', image: imageIn(text) } };
  }
  if (/^(?:scaled|deactivated) apps\/|\bscaled? (?:up|down) (?:to|replica)\b/i.test(text))
    return readScaling(text, key);
  if (/\berror provisioning revision\b|\bprogress deadline exceeded\b|\bcontainer crashing\b/i.test(text)) {
    return { revision: revisionIn(text), detail: { kind: 'revision', step: 'failed' } };
  }
  return null;
}

function imageIn(text: string): string | null {
  return first(/\bimage:? (?:'([^'\n]{1,600})'|"([^"\n]{1,600})"|([^\s'",]{1,600}))/i.exec(text));
}

function revisionIn(text: string): string | null {
  return first(/\brevision:? (?:'([^'\n]{1,253})'|"([^"\n]{1,253})"|([^\s'",]{1,200}--[^\s'",]{1,100}))/i.exec(text));
}
