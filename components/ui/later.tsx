import { type ComponentType, lazy, Suspense } from 'react';

/**
 * A component whose code is no part of a page's first load. The server draws it like any other, and what it drew stands
 * until the code has come, which is asked for as soon as the page's own code runs. Until then no context above may change
 * outside of a transition: React would put nothing in the place of what the server drew.
 * @param load pass the promise of an `import()`, so that it begins at once.
 */
export function later<Props extends object>(load: Promise<ComponentType<Props>>) {
  const Loaded = lazy(async () => ({ default: await load }));
  return function Later(props: Props) {
    return (
      <Suspense>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
