import { ConnectionLabel } from '@/components/frame/connection-label';
import { currentSource } from '@/lib/azure/source';

/** What the whole site reads from. */
export async function Connected() {
  const source = await currentSource();
  return <ConnectionLabel connection={source.connection} asOfMs={source.asOfMs()} />;
}
