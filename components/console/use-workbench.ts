'use client';

import { type ComponentType, useEffect, useState } from 'react';
import type { ConsolePanelProps } from './console-panel';

type Workbench = ComponentType<ConsolePanelProps>;

let loaded: Workbench | null = null;

/** What finds, folds and saves: loaded when the page stands, so that nobody waits for it to read. */
export function useWorkbench(): { Workbench: Workbench | null; hasFailed: boolean } {
  const [{ Workbench, hasFailed }, setState] = useState<{ Workbench: Workbench | null; hasFailed: boolean }>(() => ({
    Workbench: loaded,
    hasFailed: false,
  }));

  useEffect(() => {
    if (Workbench !== null) return;
    let isGone = false;
    import('./workbench').then(
      (module) => {
        loaded = module.Workbench;
        if (!isGone) setState({ Workbench: module.Workbench, hasFailed: false });
      },
      () => {
        if (!isGone) setState({ Workbench: null, hasFailed: true });
      },
    );
    return () => {
      isGone = true;
    };
  }, [Workbench]);

  return { Workbench, hasFailed };
}
