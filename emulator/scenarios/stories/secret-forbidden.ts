import { chat, spring } from '../chatter';
import { normal, warning } from '../dialect';
import { shopPreview } from '../environment';
import type { Scenario } from '../scenario';
import { hour, minute } from '../time';

/** Key Vault refuses the app's identity; the running revision does not notice until its next start. */
export const secretForbidden: Scenario = {
  app: 'partner-portal',
  kind: 'app',
  environment: shopPreview,
  moral: {
    status: 'failing',
    cause: 'secret.sync',
    container: null,
    revision: null,
    because:
      'Key Vault answers 403 (ForbiddenByRbac) to every sync since a role was taken away; the old replica still runs.',
  },
  tell(log, clock) {
    const revision = log.revision(20);
    const place = log.replica(revision, 'registry.example.com/shop/partner-portal:20');
    chat(
      log,
      place,
      { fromMs: clock.fromMs, toMs: clock.toMs },
      clock,
      spring('c.e.partner.PortalController', ['partner signed in', 'statement rendered']),
      0.6,
    );
    const vault = 'https://shop-vault.example.com/secrets/partner-feed';
    const takenAwayMs = clock.nowMs - (5 * hour + 12 * minute);
    for (let atMs = clock.fromMs + 7 * minute; atMs < takenAwayMs; atMs += 6 * hour) {
      log.control(
        null,
        atMs,
        normal(
          'SyncingSecretFromAzureKeyVaultForContainerAppSucceeded',
          'Successfully synced secret partner-feed from Azure Key Vault for ContainerApp partner-portal',
        ),
      );
    }
    for (let atMs = takenAwayMs; atMs < clock.toMs; atMs += 5 * minute + log.random.whole(0, 9_000)) {
      log.control(
        null,
        atMs,
        warning(
          'SyncingSecretFromAzureKeyVaultForContainerAppFailed',
          `Error happened when syncing secret partner-feed from Azure Key Vault ${vault} for ContainerApp partner-portal: GET request to Azure Key Vault ${vault} returned error status: 403, error code: Forbidden, error message: Caller is not authorized to perform action on resource. innererror code ForbiddenByRbac`,
        ),
      );
    }
  },
};
