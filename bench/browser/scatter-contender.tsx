import { useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Scatter, ScatterChart, XAxis, YAxis } from 'recharts';
import { fromSteps } from '@/lib/timeline/columns';
import { markKinds, type TimelineView } from '@/lib/timeline/timeline-view';
import { type Contender, type Span, stagePx } from './contender';

const colours = ['#a3140c', '#cf5a44', '#a46d00', '#d433bb', '#265389', '#0c8072', '#6b7686', '#5f84ae', '#475160'];

/** The same marks as a chart library draws them: a series per kind, time across, the lane's number upwards. */
export function scatterContender(): Contender {
  let setSpan: ((span: Span) => void) | null = null;
  function Stage({ view, first }: { view: TimelineView; first: Span }) {
    const [span, set] = useState(first);
    const [series] = useState(() => pointsOf(view));
    setSpan = set;
    return (
      <ScatterChart width={stagePx.width} height={stagePx.height}>
        <XAxis dataKey="at" type="number" domain={[span.fromMs, span.toMs]} allowDataOverflow />
        <YAxis dataKey="lane" type="number" domain={[0, view.lanes.length]} />
        {series.map(({ kind, points }, place) => (
          <Scatter key={kind} data={points} fill={colours[place] ?? '#000'} isAnimationActive={false} />
        ))}
      </ScatterChart>
    );
  }
  return {
    mount(root, view, span) {
      const react = createRoot(root);
      flushSync(() => react.render(<Stage view={view} first={span} />));
    },
    show: (span) => flushSync(() => setSpan?.(span)),
  };
}

function pointsOf(view: TimelineView) {
  return markKinds.map((kind) => ({
    kind,
    points: view.lanes.flatMap((lane, number) =>
      Array.from(fromSteps(lane.marks[kind].at, view.fromMs), (at) => ({ at, lane: number })),
    ),
  }));
}
