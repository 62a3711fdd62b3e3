import { run, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { firstGroup, ofKind, ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';

const reasons: readonly [RegExp, string][] = [
  [
    /ForbiddenByFirewall|ForbiddenByConnection|client address is not authorized|public network access/i,
    'the vault’s firewall does not let the environment in',
  ],
  [
    /ForbiddenByRbac|Caller is not authorized|does not have secrets get permission|AccessDenied|ForbiddenByPolicy/i,
    'the identity may not read secrets of the vault',
  ],
  [/SecretNotFound|was not found in this key vault/i, 'the vault has no such secret, or it is disabled'],
  [/SecretDisabled|disabled secret|expired/i, 'the secret is disabled or expired'],
  [/no such host|name resolution|could not resolve/i, 'the vault’s name does not resolve'],
  [
    /identity.{0,80}(?:not (?:found|assigned)|no .{0,20}identity)|No managed identity/i,
    'the app does not have the identity that the secret names',
  ],
  [/\b403\b|Forbidden/i, 'the vault refused the request'],
  [/\b401\b|unauthorized/i, 'the vault refused the identity'],
  [/\b404\b/i, 'the vault does not have it'],
  [/timed? ?out|deadline|connection (?:refused|reset)/i, 'the vault cannot be reached'],
];

export const secretSync: Rule = {
  cause: 'secret.sync',
  attribution: 'configuration',
  docs: {
    says: 'The platform could not read a secret of the app from Key Vault.',
    evidence: '`SyncingSecretFromAzureKeyVaultForContainerAppFailed` with the vault’s own answer.',
    limits:
      'The secrets that were read before stay in use, so a running revision may not notice. `FetchingKeyVaultSecretFailed` about a registry token is image.pull-auth. A 403 that the application itself gets from Key Vault at run time is app.auth-failure.',
  },
  examine(incident): Examination {
    const events = ofKind(ownEvents(incident), 'secret-sync-failed').filter((event) => !isRegistry(wordsOf(event)));
    const last = events.at(-1);
    if (last === undefined) return null;
    const text = wordsOf(last);
    const secret = firstGroup(text, 'secret', [
      /syncing secret (?<secret>[\w-]{1,120}) from/i,
      /secrets\/(?<secret>[\w-]{1,120})/,
    ]);
    const vault = firstGroup(text, 'vault', [
      /https?:\/\/?(?<vault>[\w-]{1,60})\.vault\./i,
      /vault=(?<vault>[\w-]{1,60})/,
    ]);
    const why = reasons.find(([pattern]) => pattern.test(text))?.[1];
    return {
      confidence: 'high',
      summary: `The secret ${secret ?? 'of the app'} cannot be read from Key Vault${vault === undefined ? '' : ` ${vault}`}${why === undefined ? '' : `: ${why}`}.`,
      evidence: rowsOf(events),
      nextSteps: nextSteps(incident, vault),
      causality: 52,
    };
  },
};

function isRegistry(text: string): boolean {
  return (
    /FetchingKeyVaultSecretFailed/i.test(text) &&
    !/vault\.azure|key ?vault https|SecretNotFound|ForbiddenBy/i.test(text)
  );
}

function nextSteps(incident: Case, vault: string | undefined) {
  return [
    steps.identity(incident, 'See which identities the app has'),
    run(
      'See whether one of them may read secrets (role Key Vault Secrets User)',
      'az role assignment list --assignee <principal-id> --scope <vault-resource-id> --output table',
    ),
    run(
      'See the vault’s firewall and permission model',
      `az keyvault show --name ${vault ?? '<vault>'} --query "properties.{rbac:enableRbacAuthorization,public:publicNetworkAccess,rules:networkAcls}"`,
    ),
    steps.listSecrets(incident, 'See which identity and which vault address each secret has'),
    ...(incident.app.kind === 'app'
      ? [
          steps.restartRevision(
            incident,
            'A role takes minutes to act and tokens live up to a day: restart the revision afterwards',
          ),
        ]
      : []),
  ];
}
