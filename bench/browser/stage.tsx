import '@/app/globals.css';
import { canvasContender } from './canvas-contender';
import type { Contender, Span } from './contender';
import { manyMarks, wholeSpan } from './many-marks';
import { scatterContender } from './scatter-contender';
import { timelineContender } from './timeline-contender';

const contenders: Record<string, () => Contender> = {
  timeline: timelineContender,
  scatter: scatterContender,
  canvas: canvasContender,
};

/** What the bench calls in the page. Times in milliseconds. */
export interface Stage {
  /** Marks that are drawn. */
  marks: number;
  /** From the call to after the frame that shows it. */
  mount(): Promise<number>;
  /** Zooms in and pans on, one step per frame: from frame to frame, and of that the steps' own work. */
  move(steps: number): Promise<{ frames: number[]; work: number[] }>;
  /** From each key that was pressed until now to after the frame that shows what it did, and what then had the focus. */
  keys: { tookMs: number; name: string }[];
}

declare global {
  interface Window {
    stage: Stage;
  }
}

const parameters = new URLSearchParams(location.search);
const view = manyMarks({ marks: Number(parameters.get('marks')), lanes: Number(parameters.get('lanes')) });
const contender = contenders[parameters.get('contender') ?? '']?.();
const root = document.getElementById('root');
if (contender === undefined || root === null) throw new Error('No such contender.');

const keys: Stage['keys'] = [];
addEventListener(
  'keydown',
  ({ timeStamp }) => {
    void afterFrame().then(() => {
      keys.push({
        tookMs: performance.now() - timeStamp,
        name: document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      });
    });
  },
  { capture: true },
);

window.stage = {
  marks: Object.values(view.counts).reduce((sum, count) => sum + count, 0),
  keys,
  async mount() {
    const start = performance.now();
    contender.mount(root, view, wholeSpan);
    await afterFrame();
    return performance.now() - start;
  },
  async move(steps) {
    const frames: number[] = [];
    const work: number[] = [];
    let last = await nextFrame();
    for (const span of spansOf(steps)) {
      const start = performance.now();
      contender.show(span);
      work.push(performance.now() - start);
      const now = await nextFrame();
      frames.push(now - last);
      last = now;
    }
    return { frames, work };
  },
};

/** Half of the steps zoom from the whole hour to a quarter of it, the others pan that quarter along. */
function spansOf(steps: number): Span[] {
  const whole = wholeSpan.toMs - wholeSpan.fromMs;
  const half = Math.ceil(steps / 2);
  return Array.from({ length: steps }, (_, step) => {
    const length = step < half ? whole * 0.25 ** ((step + 1) / half) : whole / 4;
    const fromMs = wholeSpan.fromMs + (step < half ? 0 : ((step - half + 1) / (steps - half)) * (whole - length));
    return { fromMs, toMs: fromMs + length };
  });
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

/** A message posted inside a frame is heard when the frame is drawn. */
function afterFrame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });
}
