'use client';

import { useCallback, useEffect, useRef } from 'react';

/**
 * A function that does its work at most once per frame, with what it was last called with: pointers and wheels report far
 * more often than a screen draws.
 */
export function useFrame<Value>(work: (value: Value) => void): (value: Value) => void {
  const newest = useRef(work);
  const waiting = useRef<{ value: Value } | null>(null);
  const frame = useRef(0);
  useEffect(() => {
    newest.current = work;
  }, [work]);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback((value: Value) => {
    if (waiting.current === null) {
      frame.current = requestAnimationFrame(() => {
        const last = waiting.current;
        waiting.current = null;
        if (last !== null) newest.current(last.value);
      });
    }
    waiting.current = { value };
  }, []);
}
