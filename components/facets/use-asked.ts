'use client';

import { useCallback, useState } from 'react';

/**
 * State that stands in the address. The router follows a change of the address when it has time; a box that is ticked must
 * not wait for it, so what was asked for counts at once, until the address has moved on.
 * @param inAddress what the address says; another object whenever the address has changed
 */
export function useAsked<State>(inAddress: State, write: (state: State) => void): [State, (state: State) => void] {
  const [asked, setAsked] = useState<{ state: State; before: State } | null>(null);
  const ask = useCallback(
    (state: State) => {
      setAsked({ state, before: inAddress });
      write(state);
    },
    [inAddress, write],
  );
  return [asked !== null && asked.before === inAddress ? asked.state : inAddress, ask];
}
