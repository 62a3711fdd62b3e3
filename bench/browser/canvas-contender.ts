import { type Contender, stagePx } from './contender';

/** The floor: a canvas that is cleared and holds one line. Less than that no drawing can do. */
export function canvasContender(): Contender {
  const canvas = document.createElement('canvas');
  canvas.width = stagePx.width;
  canvas.height = stagePx.height;
  const show = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => {
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser has no canvas.');
    context.clearRect(0, 0, stagePx.width, stagePx.height);
    context.fillRect((fromMs / 1000) % stagePx.width, 0, 1 + ((toMs / 1000) % 10), stagePx.height);
  };
  return {
    mount(root, _, span) {
      root.append(canvas);
      show(span);
    },
    show,
  };
}
