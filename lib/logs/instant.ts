const isoInstant = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/;

/** UTC milliseconds with the fraction that 100 ns ticks leave; `null` when the text is no instant. */
export function parseInstant(text: string): number | null {
  const [, day, clock, fraction] = isoInstant.exec(text) ?? [];
  if (day === undefined || clock === undefined) return null;
  const seconds = Date.parse(`${day}T${clock}Z`);
  if (Number.isNaN(seconds)) return null;
  return fraction === undefined ? seconds : seconds + Number(`0.${fraction}`) * 1000;
}
