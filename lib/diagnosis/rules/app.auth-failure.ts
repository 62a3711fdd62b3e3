import { steps } from '@/lib/diagnosis/next-steps';
import type { ConsoleMatch, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { authFailureWordings } from '@/lib/diagnosis/rules/wordings/app.auth-failure';

export const authFailure: Rule = {
  cause: 'app.auth-failure',
  attribution: 'configuration',
  docs: {
    says: 'A dependency answered and refused: wrong password, missing role, unknown identity, or an address its firewall does not allow.',
    evidence:
      'The last failure in the console before the exit is a refused login, a 401 or 403, or a credential that could not be had.',
    limits:
      'The first 401 of many Azure clients is a challenge and no failure; only the last failure before an end counts.',
  },
  signatures: authFailureWordings,
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.auth-failure',
      nextSteps: (c, match) => [
        ...(match.groups.address !== undefined || match.signature.id === 'sql-firewall'
          ? [
              steps.outboundAddresses(
                c,
                'Allow these outbound addresses in the dependency’s firewall, or use a private endpoint',
              ),
            ]
          : []),
        ...(asksForPassword(match)
          ? [
              steps.listSecrets(
                c,
                'See which secret holds the user and the password; correct it, or the password at the dependency',
              ),
            ]
          : [
              steps.identity(
                c,
                `See which identities the ${c.app.kind} has; the dependency must give one of them a role`,
              ),
              steps.listSecrets(c, 'See which secret holds the credential, if it is no identity'),
            ]),
        ...(c.app.kind === 'app'
          ? [steps.restartRevision(c, 'A running replica keeps the old value: restart the revision after the change')]
          : [steps.listExecutions(c, 'The next execution takes the new value: see whether it succeeds')]),
      ],
    }),
};

/** User and password, not an identity or a token: `password authentication failed`, `WRONGPASS`, `Login failed for user`. */
function asksForPassword({ row }: ConsoleMatch): boolean {
  return (
    /\bpassword\b|WRONGPASS|NOAUTH|\bLogin failed for user\b|Access denied for user|\b28P01\b/i.test(row.text) &&
    !/token-identified|identity|access token|\bAADSTS/i.test(row.text)
  );
}
