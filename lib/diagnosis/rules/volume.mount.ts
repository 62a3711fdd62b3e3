import { advise, environment, inGroup, run, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { whoEnded } from '@/lib/diagnosis/rules/exits';
import { failuresAt, textOf } from '@/lib/diagnosis/rules/failed-starts';
import { firstGroup, ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';

const speaksOfMount =
  /VolumeMountFailure|FailedMount|FailedAttachVolume|MountVolume\.\w+ failed|Unable to attach or mount volumes|mount error ?\(\d+\)|\bmount\.(?:nfs|cifs|nfs4|fuse)\b|\bmount failed: exit status|error mounting \\?"|mounting .{1,200} failed|rpc error.{0,80}volume\(/i;

/** Numbers that mount.cifs and mount.nfs print: errno(3). */
const reasons: readonly [RegExp, string, string][] = [
  [
    /access denied by server/i,
    'The NFS server does not let the environment in',
    'allow the environment’s subnet on the storage account, and switch off “secure transfer required” for NFS',
  ],
  [
    /mount error ?\(13\)|Permission denied/i,
    'The share refused the credential',
    'renew the storage account key in the environment’s storage definition',
  ],
  [
    /mount error ?\(2\)|No such file or directory|ShareNotFound|share .{0,60}not exist/i,
    'The share does not exist',
    'create the share, or correct its name',
  ],
  [
    /mount error ?\(11[0-5]\)|timed? ?out|Operation now in progress|Host is down|No route to host/i,
    'The storage account cannot be reached',
    'let TCP 445 (SMB) or 2049 (NFS) through to the storage account from the environment’s subnet',
  ],
  [
    /could not resolve|Name or service not known|name resolution|no such host/i,
    'The storage account’s name does not resolve',
    'check its name and the private DNS zone privatelink.file.core.windows.net',
  ],
  [
    /not a directory|are you trying to mount a directory onto a file/i,
    'A directory is mounted over a file, or a file over a directory',
    'mount a directory at a path that is one, or use subPath for a single file',
  ],
  [
    /read-only file system/i,
    'The mount path lies in a read-only part of the image',
    'mount the volume at a path that the image can have',
  ],
  [
    /secret .{0,120}not found|references non-existent secret|configmap/i,
    'The volume refers to a secret that does not exist',
    'correct the secret’s name in the volume',
  ],
  [
    /wrong fs type|bad option|invalid argument|mount error ?\(22\)/i,
    'The mount options are not valid',
    'correct the volume’s mountOptions',
  ],
];

export const volumeMount: Rule = {
  cause: 'volume.mount',
  attribution: 'configuration',
  docs: {
    says: 'A volume (Azure Files over SMB or NFS, a secret) could not be mounted, so the container never started.',
    evidence: '`VolumeMountFailure` or `FailedMount`, with the mount program’s own error number where the row has it.',
    limits:
      'Exit code 1 in such a row is the platform’s, not the application’s. Older builds write an empty code and no detail: then the cause is sure and its reason is not.',
  },
  examine(incident): Examination {
    const starts = failuresAt(incident, 'mount');
    const events = ownEvents(incident).filter(
      (event) =>
        (event.kind === 'start-failed' && event.stage === 'mount') ||
        (speaksOfMount.test(wordsOf(event)) && !isOverlay(wordsOf(event))),
    );
    if (events.length === 0 && starts.length === 0) return null;
    const rows = events.length > 0 ? events : starts.flatMap((start) => start.events);
    const text = [...rows.map(wordsOf), ...starts.map((start) => `${textOf(start)} ${start.detail}`)].join('\n');
    const [, why, remedy] = reasons.find(([pattern]) => pattern.test(text)) ?? [];
    const volume = firstGroup(text, 'volume', [
      /volume "(?<volume>[^"]{1,200})"/,
      /unmounted volumes=\[(?<volume>[^\]\s]{1,200})/,
    ]);
    const share = firstGroup(text, 'share', [
      /(?<share>\/\/[\w.-]{1,120}\.file\.core\.[\w.]{2,60}\/[\w.$-]{1,120})/,
      /(?<share>[\w.-]{1,120}\.file\.core\.[\w.]{2,60}:\/[\w./$-]{1,200})/,
    ]);
    const what = `${volume === undefined ? 'A volume' : `Volume ${volume}`}${share === undefined ? '' : ` (${share})`} could not be mounted`;
    return {
      confidence: 'high',
      summary: `${why === undefined ? what : `${why}, so ${what.charAt(0).toLowerCase()}${what.slice(1)}`}: ${whoEnded(incident)}.`,
      evidence: rowsOf(rows),
      nextSteps: nextSteps(incident, remedy),
      causality: 55,
    };
  },
};

/** The image’s own layers are mounted by the runtime: when that fails the node is at fault, not a volume of the user’s. */
function isOverlay(text: string): boolean {
  return /special device overlay|overlayfs|overlay: |\/proc\b.{0,40}mount/i.test(text);
}

function nextSteps(incident: Case, remedy: string | undefined) {
  return [
    steps.listStorage(incident, 'See the storage definitions of the environment: account, share, access mode'),
    ...(remedy === undefined ? [] : [advise(`Most likely: ${remedy}`)]),
    run(
      'See whether the share exists and whom the account lets in',
      'az storage account show --name <account> --query "{rules:networkRuleSet,secureTransfer:enableHttpsTrafficOnly,keys:allowSharedKeyAccess}"',
    ),
    run(
      'Renew the account key in the environment’s storage definition; then make a new revision',
      `az containerapp env storage set --name ${environment(incident)} ${inGroup(incident)} --storage-name <storage> --azure-file-account-name <account> --azure-file-account-key <key> --azure-file-share-name <share> --access-mode ReadWrite`,
    ),
    steps.showTemplate(
      incident,
      'See what is mounted where',
      'properties.template.{volumes:volumes,containers:containers[].{name:name,volumeMounts:volumeMounts}}',
    ),
  ];
}
