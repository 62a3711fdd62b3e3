/** How many questions one identity may have running: first come, first served, and a reader who leaves gives up the place. */
export interface Gate {
  /** @returns how to leave again; `aborted` when the signal came first, `full` after `longestMs` in the queue. */
  enter(signal: AbortSignal, longestMs: number): Promise<{ leave(): void } | 'aborted' | 'full'>;
}

export function buildGate(places: number): Gate {
  let free = places;
  const queue: (() => void)[] = [];

  const leave = () => {
    const next = queue.shift();
    if (next === undefined) free += 1;
    else next();
  };

  /** A second call does nothing: a place must never be given back twice. */
  const pass = () => {
    let inside = true;
    return {
      leave() {
        if (inside) leave();
        inside = false;
      },
    };
  };

  return {
    enter(signal, longestMs) {
      if (signal.aborted) return Promise.resolve('aborted');
      if (free > 0) {
        free -= 1;
        return Promise.resolve(pass());
      }
      return new Promise((resolve) => {
        const settle = (outcome: 'in' | 'aborted' | 'full') => {
          clearTimeout(timer);
          signal.removeEventListener('abort', giveUp);
          const place = queue.indexOf(call);
          if (place >= 0) queue.splice(place, 1);
          resolve(outcome === 'in' ? pass() : outcome);
        };
        const call = () => settle('in');
        const giveUp = () => settle('aborted');
        const timer = setTimeout(() => settle('full'), longestMs);
        signal.addEventListener('abort', giveUp, { once: true });
        queue.push(call);
      });
    },
  };
}
