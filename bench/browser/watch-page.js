// Runs in each page before its own code, and takes down what the browser tells of its loading.
(() => {
  window.seen = { largestPaintMs: Number.NaN, layoutShift: 0, blockingMs: 0 };
  const watch = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => {
    window.seen.largestPaintMs = entry.startTime;
  });
  watch('layout-shift', (entry) => {
    window.seen.layoutShift += entry.value;
  });
  watch('longtask', (entry) => {
    window.seen.blockingMs += Math.max(0, entry.duration - 50);
  });
})();
