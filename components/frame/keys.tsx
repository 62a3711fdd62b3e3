'use client';

import { useRouter } from 'next/navigation';
import { lazy, Suspense, useCallback, useEffect, useId, useRef, useState } from 'react';
import { isInField, isTyping } from '@/components/ui/typing';
import { Key } from './key';
import { areLetterKeysOn, turnLetterKeys, useLetterKeys } from './letter-keys';

// Few readers open the list; its words wait until one does.
const KeyGroups = lazy(async () => ({ default: (await import('./key-groups')).KeyGroups }));

/** The button that lists all keys, and the keys that work on every page. */
export function Keys() {
  const router = useRouter();
  const goTo = useCallback((path: string) => router.push(path), [router]);
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const isOn = useLetterKeys();
  const [isAsked, setIsAsked] = useState(false);
  const open = useCallback(() => {
    setIsAsked(true);
    // The browser gives focus back to where it was when the dialog closes.
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  usePageKeys(open, goTo);

  return (
    <>
      <button
        type="button"
        className="control max-sm:hidden"
        aria-label="Keys"
        aria-haspopup="dialog"
        title="All keys (?)"
        onClick={open}
      >
        Keys <Key>?</Key>
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; a click beside it is for the pointer. */}
      <dialog
        ref={dialog}
        aria-labelledby={title}
        className="card m-auto w-[min(760px,calc(100vw-24px))] border-line-strong p-0 text-text shadow-lg backdrop:bg-backdrop"
        onClick={(event) => event.target === dialog.current && dialog.current.close()}
      >
        <div className="card-head justify-between">
          <h2 id={title} className="font-semibold">
            Keys
          </h2>
          <button type="button" className="control" onClick={() => dialog.current?.close()}>
            Close <Key>Esc</Key>
          </button>
        </div>
        <div className="min-h-[440px] p-5">
          {isAsked && (
            <Suspense>
              <KeyGroups />
            </Suspense>
          )}
        </div>
        <label className="flex min-h-11 items-center gap-2.5 border-line border-t px-5 py-2.5">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={isOn}
            onChange={(event) => turnLetterKeys(event.target.checked)}
          />
          Single letters and signs act as keys. Off, they do nothing: for those who speak to their computer.
        </label>
      </dialog>
    </>
  );
}

/** What acts wherever focus is; the signs that zoom the lanes work in the lanes only, and may stay (WCAG 2.1.4). */
const letters = /^[a-z?/]$/i;

/** How long a first key waits for its second. */
const pairMs = 1200;

const destinations: Readonly<Record<string, string>> = { h: '/', e: '/exit-codes' };

function usePageKeys(openList: () => void, goTo: (path: string) => void) {
  useEffect(() => {
    let goneAtMs: number | null = null;

    // On the way down, before any other listener: turned off, or over an open dialog, a letter reaches nobody.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.length !== 1 || isInField(event) || event.altKey || event.ctrlKey || event.metaKey) return;
      if (!areLetterKeysOn() || isTyping(event)) {
        if (letters.test(event.key)) event.stopImmediatePropagation();
        return;
      }
      const isSecond = goneAtMs !== null && event.timeStamp - goneAtMs < pairMs;
      goneAtMs = null;
      const destination = destinations[event.key];
      if (isSecond && destination !== undefined) {
        event.stopImmediatePropagation();
        event.preventDefault();
        goTo(destination);
      } else if (event.key === 'g') goneAtMs = event.timeStamp;
      else if (event.key === '?') {
        event.preventDefault();
        openList();
      } else if (event.key === '/' && focusFind()) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [openList, goTo]);
}

/** The first find box that can be seen: of the list of apps, or of the console. */
function focusFind(): boolean {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type="search"]')];
  const box = boxes.find((one) => one.getClientRects().length > 0 && !one.disabled);
  if (box === undefined) return false;
  box.focus();
  box.select();
  return true;
}
