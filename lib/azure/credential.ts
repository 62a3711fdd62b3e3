import {
  AzureCliCredential,
  DefaultAzureCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { Settings } from '@/lib/env';

type CredentialSettings = Pick<Settings, 'credential' | 'clientId' | 'hasManagedIdentity'>;

/**
 * How we sign in to Azure. `auto` is the managed identity where the platform offers one, because a chain of guesses
 * there only hides which identity lacks the role; elsewhere it is the chain of @azure/identity.
 */
export function buildCredential(settings: CredentialSettings): TokenCredential {
  switch (settings.credential) {
    case 'managed-identity':
      return buildManagedIdentity(settings.clientId);
    case 'cli':
      return new AzureCliCredential();
    case 'auto':
      return settings.hasManagedIdentity ? buildManagedIdentity(settings.clientId) : new DefaultAzureCredential();
  }
}

function buildManagedIdentity(clientId: string | null): TokenCredential {
  return clientId === null ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
}

/** For the emulator, which checks that there is a token and asks nobody whether it is good. Expires at the end of 9999. */
export const staticCredential: TokenCredential = {
  getToken: () => Promise.resolve({ token: 'embedded', expiresOnTimestamp: 253_402_300_799_000 }),
};
