import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { Finding, Incident } from '@/lib/domain/incident';
import { attributionName, causeName } from './cause-name';
import { whatChangedBefore } from './what-changed';

/** What a reader asks right after the verdict, each as a name and a sentence. */
export interface VerdictLine {
  name: string;
  text: string;
}

export function toVerdictLines(incident: Incident, diagnosis: Diagnosis): VerdictLine[] {
  const changed = whatChangedBefore(incident, diagnosis);
  return [
    changed === null ? null : { name: 'Just before', text: changed },
    incident.fingerprint === null ? null : { name: 'Same crash', text: sentence(incident.fingerprint.sentence) },
  ].filter((line) => line !== null);
}

/** `Out of memory, lies with the configuration`: what it is called, and whose it is. */
export function toCauseWords({ cause, attribution }: Finding): string {
  const whose =
    attribution === 'unknown' ? 'whose it is, is not known' : `lies with ${attributionName[attribution].toLowerCase()}`;
  return `${causeName[cause]}, ${whose}`;
}

/** How the failed runs fell silent, and where they part from a good start: beside the evidence. */
export function toCrashLines({ lastWords, starts }: Incident): VerdictLine[] {
  return [
    lastWords === null ? null : { name: 'Last words', text: sentence(lastWords.sentence) },
    starts === null ? null : { name: 'Against the last good start', text: sentence(starts.sentence) },
  ].filter((line) => line !== null);
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
