import { crashesOf } from '@/lib/diagnosis/crash/crash';
import { fingerprintOf } from '@/lib/diagnosis/crash/fingerprint';
import type { Hearing } from '@/lib/diagnosis/crash/hearing';
import { lastWordsOf } from '@/lib/diagnosis/crash/last-words';
import { startsOf } from '@/lib/diagnosis/crash/start-comparison';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import type { Case } from '@/lib/diagnosis/rule';
import type { Evidence, Incident } from '@/lib/domain/incident';
import type { ConsoleRow, SystemRow } from '@/lib/domain/rows';

/** What the exits of an incident have in common, how they fell silent and where their start went wrong. */
export class CrashReader {
  readonly #facts: Facts;
  readonly #hearing: Hearing;
  readonly #toEvidence: (row: SystemRow | ConsoleRow) => Evidence;

  constructor(facts: Facts, hearing: Hearing, toEvidence: (row: SystemRow | ConsoleRow) => Evidence) {
    this.#facts = facts;
    this.#hearing = hearing;
    this.#toEvidence = toEvidence;
  }

  /** All `null` when nothing exited. */
  read(incident: Case): Pick<Incident, 'fingerprint' | 'lastWords' | 'starts'> {
    const crashes = crashesOf(incident, this.#hearing);
    return {
      fingerprint: fingerprintOf(crashes, this.#facts),
      lastWords: lastWordsOf(crashes, this.#facts, this.#hearing, this.#toEvidence),
      starts: startsOf(incident.exits, this.#facts, this.#hearing),
    };
  }
}
