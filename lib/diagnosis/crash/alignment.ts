import type { ComparedStarts, NormalLine } from '@/lib/diagnosis/crash/compared-starts';

/** One line of both starts side by side; `null`: not printed in this place. */
export interface AlignedLine {
  role: 'same' | 'missing' | 'added';
  good: NormalLine | null;
  bad: NormalLine | null;
}

/**
 * Both starts in one order: their longest common subsequence side by side, and between its lines first those of the good
 * start, then those of the bad. A line that both printed, but at different places, stands twice and is `same` in both.
 */
export function alignLines({ good, bad, inGood, inBad }: ComparedStarts): AlignedLine[] {
  const aligned: AlignedLine[] = [];
  const lengths = commonLengths(good, bad);
  const width = bad.length + 1;
  let [g, b] = [0, 0];
  while (g < good.length || b < bad.length) {
    const [own, other] = [good[g] ?? null, bad[b] ?? null];
    if (own !== null && other !== null && own.text === other.text) {
      aligned.push({ role: 'same', good: own, bad: other });
      g += 1;
      b += 1;
    } else if (
      own !== null &&
      (other === null || (lengths[(g + 1) * width + b] ?? 0) >= (lengths[g * width + b + 1] ?? 0))
    ) {
      aligned.push({ role: inBad.has(own.text) ? 'same' : 'missing', good: own, bad: null });
      g += 1;
    } else {
      aligned.push({ role: other !== null && inGood.has(other.text) ? 'same' : 'added', good: null, bad: other });
      b += 1;
    }
  }
  return aligned;
}

/** Length of the longest common subsequence of what follows each pair of places; at most 200 by 200. */
function commonLengths(good: readonly NormalLine[], bad: readonly NormalLine[]): Int32Array {
  const width = bad.length + 1;
  const lengths = new Int32Array((good.length + 1) * width);
  for (let g = good.length - 1; g >= 0; g -= 1) {
    for (let b = bad.length - 1; b >= 0; b -= 1) {
      lengths[g * width + b] =
        good[g]?.text === bad[b]?.text
          ? (lengths[(g + 1) * width + b + 1] ?? 0) + 1
          : Math.max(lengths[(g + 1) * width + b] ?? 0, lengths[g * width + b + 1] ?? 0);
    }
  }
  return lengths;
}
