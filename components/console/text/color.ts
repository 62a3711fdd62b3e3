/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];

/** WCAG 2.2, "contrast ratio": small text needs this much. */
const enough = 4.5;

/** Of the backgrounds that a line can have, the one nearest to the text in each theme: `--color-stderr-soft`. */
export const nearestBackground = { light: [0xdf, 0xee, 0xfc], dark: [0x12, 0x2c, 0x40] } satisfies Record<string, Rgb>;

/** A colour as CSS that can be read in both themes: drawn towards black or white as far as it must. */
export function readable(color: Rgb): string {
  return `light-dark(${toHex(towards(color, black, nearestBackground.light))}, ${toHex(towards(color, white, nearestBackground.dark))})`;
}

/** Text and background as CSS, where a line brings its own background. */
export function readableOn(background: Rgb, color: Rgb | null): { color: string; background: string } {
  const far = contrast(background, white) > contrast(background, black) ? white : black;
  return { color: toHex(towards(color ?? far, far, background)), background: toHex(background) };
}

function towards(color: Rgb, far: Rgb, background: Rgb): Rgb {
  for (let step = 0; step < 20; step++) {
    const mixed = mix(color, far, step / 20);
    if (contrast(mixed, background) >= enough) return mixed;
  }
  return far;
}

function mix([r, g, b]: Rgb, [otherR, otherG, otherB]: Rgb, share: number): Rgb {
  const between = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [between(r, otherR), between(g, otherG), between(b, otherB)];
}

export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance([r, g, b]: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function toHex(color: Rgb): string {
  return `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
