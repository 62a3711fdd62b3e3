import type { HttpClient } from '@azure/core-rest-pipeline';
import {
  AzureAuthorityHosts,
  AzureCliCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { CloudSetting, Settings } from '@/lib/env';

type CredentialSettings = Pick<Settings, 'credential' | 'clientId' | 'hasManagedIdentity' | 'cloud'>;

/** Where the other clouds sign in. The public one is the default, which AZURE_AUTHORITY_HOST may still change. */
const authorityHosts = {
  public: undefined,
  usgovernment: AzureAuthorityHosts.AzureGovernment,
  china: AzureAuthorityHosts.AzureChina,
} as const satisfies Record<CloudSetting, string | undefined>;

/**
 * How we sign in to Azure. `auto` is the managed identity where the platform offers one, because a chain of guesses
 * there only hides which identity lacks the role; elsewhere it is the chain of @azure/identity.
 * The managed identity and `az` know their cloud themselves.
 * @param httpClient in place of the network, for tests
 */
export function buildCredential(settings: CredentialSettings, httpClient?: HttpClient): TokenCredential {
  switch (settings.credential) {
    case 'managed-identity':
      return buildManagedIdentity(settings.clientId);
    case 'cli':
      return new AzureCliCredential();
    case 'auto':
      return settings.hasManagedIdentity
        ? buildManagedIdentity(settings.clientId)
        : buildChain(authorityHosts[settings.cloud], httpClient);
  }
}

function buildChain(authorityHost: string | undefined, httpClient: HttpClient | undefined): TokenCredential {
  return new DefaultAzureCredential({
    ...(authorityHost === undefined ? {} : { authorityHost }),
    ...(httpClient === undefined ? {} : { httpClient }),
  });
}

function buildManagedIdentity(clientId: string | null): TokenCredential {
  return clientId === null ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
}

/** For the emulator, which checks that there is a token and asks nobody whether it is good. Expires at the end of 9999. */
export const staticCredential: TokenCredential = {
  getToken: () => Promise.resolve({ token: 'embedded', expiresOnTimestamp: 253_402_300_799_000 }),
};
