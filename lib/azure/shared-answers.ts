import type { WireAnswer } from '@/lib/domain/connection';

export interface SharedAnswersOptions {
  keepMs: number;
  /** Bound on what is kept, in cells of all tables together. */
  maxCells: number;
  /** A clock that never goes back, in milliseconds. */
  elapsed(): number;
}

/** The same question asked by many readers within a few seconds costs one request. One instance per identity. */
export interface SharedAnswers {
  /**
   * Answers from what is kept, from a request under way, or by calling `ask`. The signal given to `ask` aborts only
   * when every reader who waits for it has left.
   * @returns `aborted` when this reader left before there was an answer.
   */
  get(
    key: string,
    signal: AbortSignal | undefined,
    ask: (signal: AbortSignal) => Promise<WireAnswer>,
  ): Promise<WireAnswer | 'aborted'>;
}

interface Flight {
  answer: Promise<WireAnswer>;
  readers: number;
  abort: AbortController;
}

function countCells(answer: WireAnswer): number {
  return answer.status === 'failed' ? 0 : answer.table.rows.length * answer.table.columns.length;
}

export function buildSharedAnswers(options: SharedAnswersOptions): SharedAnswers {
  /** In order of arrival, so the first is the oldest. */
  const kept = new Map<string, { answer: WireAnswer; atMs: number; cells: number }>();
  const flights = new Map<string, Flight>();
  let cells = 0;

  const forget = (key: string) => {
    cells -= kept.get(key)?.cells ?? 0;
    kept.delete(key);
  };

  const keep = (key: string, answer: WireAnswer) => {
    // A failure is asked again at once: whoever mended the role wants to see it.
    if (answer.status === 'failed') return;
    forget(key);
    kept.set(key, { answer, atMs: options.elapsed(), cells: countCells(answer) });
    cells += countCells(answer);
    for (const [oldest, entry] of kept) {
      if (cells <= options.maxCells && options.elapsed() - entry.atMs < options.keepMs) break;
      forget(oldest);
    }
  };

  const takeOff = (key: string, ask: (signal: AbortSignal) => Promise<WireAnswer>): Flight => {
    const abort = new AbortController();
    const flight: Flight = { answer: ask(abort.signal), readers: 0, abort };
    flights.set(key, flight);
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    flight.answer.then((answer) => {
      land();
      keep(key, answer);
    }, land);
    return flight;
  };

  return {
    get(key, signal, ask) {
      if (signal?.aborted) return Promise.resolve('aborted');
      const old = kept.get(key);
      if (old !== undefined && options.elapsed() - old.atMs >= options.keepMs) forget(key);
      else if (old !== undefined) return Promise.resolve(old.answer);

      const flight = flights.get(key) ?? takeOff(key, ask);
      flight.readers += 1;
      return new Promise((resolve, reject) => {
        const leave = () => {
          flight.readers -= 1;
          if (flight.readers === 0) {
            // Whoever asks next must not join a request that is being taken down.
            if (flights.get(key) === flight) flights.delete(key);
            flight.abort.abort();
          }
          resolve('aborted');
        };
        signal?.addEventListener('abort', leave, { once: true });
        const arrive = () => signal?.removeEventListener('abort', leave);
        flight.answer.then(
          (answer) => {
            arrive();
            resolve(answer);
          },
          (error: unknown) => {
            arrive();
            reject(error);
          },
        );
      });
    },
  };
}
