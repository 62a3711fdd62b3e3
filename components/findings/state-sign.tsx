import type { AppStatus } from '@/lib/domain/diagnosis';
import type { IncidentState } from '@/lib/domain/incident';

/** How a state looks: word, shape and colour come from one place, so that none of them stands alone. */
interface Sign {
  word: string;
  tone: string;
  shape: 'octagon' | 'triangle' | 'check' | 'return' | 'ring' | 'question';
}

export const statusSign = {
  'crash-looping': { word: 'Crash-looping', tone: 'text-exit', shape: 'octagon' },
  failing: { word: 'Failing', tone: 'text-exit', shape: 'triangle' },
  recovered: { word: 'Recovered', tone: 'text-start-text', shape: 'check' },
  quiet: { word: 'Quiet', tone: 'text-text-soft', shape: 'ring' },
  unknown: { word: 'Unknown', tone: 'text-back-off-text', shape: 'question' },
} satisfies Record<AppStatus, Sign>;

export const stateSign = {
  ongoing: { word: 'Ongoing', tone: 'text-exit', shape: 'octagon' },
  over: { word: 'Over', tone: 'text-start-text', shape: 'check' },
  'came-back': { word: 'Came back', tone: 'text-exit', shape: 'return' },
} satisfies Record<IncidentState, Sign>;

/** Green is for what ended for good: what came back may do so again. */
export function signOf(status: AppStatus, state: IncidentState | null): Sign {
  return status === 'recovered' && state === 'came-back' ? stateSign['came-back'] : statusSign[status];
}

/** Each drawn in a box of 16, holes cut by the even-odd rule. */
const shapes = {
  octagon: 'M5 0h6l5 5v6l-5 5H5l-5-5V5zM7 3v6.5h2V3zM7 11v2h2v-2z',
  triangle: 'M8 .5 16 15H0zM7.1 5.5v5h1.8v-5zM7.1 11.7v1.8h1.8v-1.8z',
  check: 'M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0zM7 12l6-6-1.5-1.5L7 9 4.7 6.7 3.2 8.2z',
  return: 'M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0zM4 8l4 4v-3h4V7H8V4z',
  ring: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z',
  question:
    'M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0zM5 6.5h1.9c0-.9.5-1.3 1.2-1.3.6 0 1 .4 1 .9 0 .6-.4.9-1 1.3-.8.5-1.1 1-1.1 2.1h1.8c0-.6.2-.8.9-1.2.8-.5 1.3-1.1 1.3-2.1C11 4.6 9.8 3.5 8.1 3.5 6.3 3.5 5 4.6 5 6.5zM7 10.7v1.9h1.9v-1.9z',
} satisfies Record<Sign['shape'], string>;

export function StateSign({ sign, className = '' }: { sign: Sign; className?: string }) {
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap font-semibold ${sign.tone} ${className}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className="shrink-0">
        <path d={shapes[sign.shape]} fill="currentColor" fillRule="evenodd" />
      </svg>
      {sign.word}
    </span>
  );
}
