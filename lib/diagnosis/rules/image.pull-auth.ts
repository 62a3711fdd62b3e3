import { run, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { decisivePull, nameOfImage, type Pull, pullRows } from '@/lib/diagnosis/rules/pulls';
import { ofKind, ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';

export const imagePullAuth: Rule = {
  cause: 'image.pull-auth',
  attribution: 'configuration',
  docs: {
    says: 'The registry rejected the credential or identity that the platform pulls with.',
    evidence: 'A 401 or 403, DENIED, “unauthorized” or a failed token exchange in the pull failure.',
    limits:
      'The bare reason `ImagePullUnauthorized` is also written when a registry’s firewall refuses the environment’s address: medium then. `FetchingKeyVaultSecretFailed` is used for failed registry token exchanges too, in spite of its name.',
  },
  examine(incident): Examination {
    const pull = decisivePull(incident);
    if (pull?.fault === 'auth') return fromPull(incident, pull, 'high');
    if (pull?.fault === 'unauthorized') return fromPull(incident, pull, 'medium');
    const exchange = tokenExchange(incident);
    if (exchange.length > 0) {
      return {
        confidence: exchange.some((event) => /token exchange|registr|acr/i.test(event.row.message)) ? 'high' : 'medium',
        summary:
          'The registry refused to exchange the identity’s token, so no image can be pulled (the row’s reason speaks of Key Vault, its text of the registry).',
        evidence: rowsOf(exchange),
        nextSteps: nextSteps(incident, null),
        causality: 50,
      };
    }
    return pull === null || pull.fault === 'unsaid'
      ? null
      : { ruledOut: 'The registry did not complain about a credential.' };
  },
};

/** `FetchingKeyVaultSecretFailed` without a vault in its text is a registry token exchange that failed. */
function tokenExchange(incident: Case) {
  return ofKind(ownEvents(incident), 'secret-sync-failed', 'other', 'start-failed').filter((event) => {
    const words = wordsOf(event);
    return (
      /FetchingKeyVaultSecretFailed/i.test(words) &&
      !/vault\.azure|key ?vault https|SecretNotFound/i.test(event.row.message) &&
      /\b40[13]\b|unauthorized|denied|token exchange/i.test(event.row.message)
    );
  });
}

function fromPull(incident: Case, pull: Pull, confidence: 'high' | 'medium'): Examination {
  const limited = /toomanyrequests|rate limit|429/i.test(pull.text);
  const where = pull.registry === null ? 'The registry' : `The registry ${pull.registry}`;
  const summary = limited
    ? `${where} limits anonymous pulls and refused ${nameOfImage(pull)}: pull with an account, or from a registry of your own.`
    : `${where} rejected the credential or identity for ${nameOfImage(pull)}.${confidence === 'medium' ? ' A registry whose firewall does not let the environment in reads alike.' : ''}`;
  return {
    confidence: limited ? 'medium' : confidence,
    summary,
    evidence: rowsOf(pullRows(incident, pull)),
    nextSteps: nextSteps(incident, pull),
    causality: 50,
  };
}

function nextSteps(incident: Case, pull: Pull | null) {
  return [
    steps.identity(incident, 'See which identity the app has'),
    run(
      'See whether that identity holds AcrPull on the registry',
      'az role assignment list --assignee <principal-id> --scope <registry-resource-id> --output table',
    ),
    steps.setRegistryIdentity(
      incident,
      pull?.registry ?? undefined,
      'Let the app pull with its identity (or renew the registry’s password secret)',
    ),
    run(
      'If the registry has network rules, see whether the environment may reach it',
      'az acr show --name <registry> --query "{public:publicNetworkAccess,rules:networkRuleSet}"',
    ),
  ];
}
