import { refusal } from '@/emulator/engine/read-tree';
import { isNullConstant, type Value } from '@/emulator/engine/sql';
import { NOW } from '@/emulator/engine/translation';
import { as, literal } from '@/emulator/engine/types';
import { type Build, type Call, constantText, fn, type Registry } from './define';

/** Calendar work goes through a microsecond timestamp; everything else is arithmetic on ticks. */

const stamp = (x: string) => `k_timestamp(${x})`;
const back = (timestamp: string) => `k_ticks(${timestamp})`;

function part(template: (timestamp: string) => string): Build {
  return fn('int', ['datetime'], (x) => `CAST(${template(stamp(x))} AS INTEGER)`);
}

const STARTS: Record<string, (x: string) => string> = {
  day: (x) => `k_bin_long(${x}, 864000000000)`,
  // Weeks begin on Sunday; 0001-01-01 was a Monday.
  week: (x) => `(k_bin_long(${x} + 864000000000, 6048000000000) - 864000000000)`,
  month: (x) => back(`date_trunc('month', ${stamp(x)})`),
  year: (x) => back(`date_trunc('year', ${stamp(x)})`),
};

const LENGTHS: Record<string, string> = { day: '1 DAY', week: '7 DAY', month: '1 MONTH', year: '1 YEAR' };

function shift(x: string, unit: string, offset: string | undefined): string {
  if (offset === undefined) return x;
  if (unit === 'day') return `TRY(${x} + ${offset} * 864000000000)`;
  if (unit === 'week') return `TRY(${x} + ${offset} * 6048000000000)`;
  return back(`TRY(${stamp(x)} + to_${unit}s(CAST(${offset} AS INTEGER)))`);
}

function startOf(unit: string): Build {
  return fn(
    'datetime',
    ['datetime', 'long'],
    (x, offset) => `k_datetime(${shift(STARTS[unit]?.(x) ?? x, unit, offset)})`,
    { optional: 1 },
  );
}

/** The last tick of the period. */
function endOf(unit: string): Build {
  return fn(
    'datetime',
    ['datetime', 'long'],
    (x, offset) => {
      const start = shift(STARTS[unit]?.(x) ?? x, unit, offset);
      const next =
        unit === 'day' || unit === 'week'
          ? `(${start} + ${unit === 'day' ? '864000000000' : '6048000000000'})`
          : back(`(${stamp(start)} + INTERVAL ${LENGTHS[unit]})`);
      return `k_datetime(${next} - 1)`;
    },
    { optional: 1 },
  );
}

const TICKS: Record<string, string> = {
  week: '6048000000000',
  day: '864000000000',
  hour: '36000000000',
  minute: '600000000',
  second: '10000000',
  millisecond: '10000',
  microsecond: '10',
};

/** `datetime_diff` counts the boundaries crossed, not the time between. */
function datetimeDiff(call: Call): Value {
  const unit = constantText(call, 0).toLowerCase();
  const [a, b] = [as(call.arg(1), 'datetime'), as(call.arg(2), 'datetime')];
  if (unit === 'nanosecond') return { sql: `TRY((${a} - ${b}) * 100)`, type: 'long' };
  if (unit === 'week')
    return { sql: `((${a} + 864000000000) // 6048000000000 - (${b} + 864000000000) // 6048000000000)`, type: 'long' };
  const ticks = TICKS[unit];
  if (ticks !== undefined) return { sql: `(${a} // ${ticks} - ${b} // ${ticks})`, type: 'long' };
  const of = (x: string) => {
    const t = stamp(x);
    if (unit === 'year') return `year(${t})`;
    if (unit === 'quarter') return `(year(${t}) * 4 + quarter(${t}))`;
    if (unit === 'month') return `(year(${t}) * 12 + month(${t}))`;
    throw refusal(call.node.place, `datetime_diff in ${unit}`);
  };
  return { sql: `CAST(${of(a)} - ${of(b)} AS BIGINT)`, type: 'long' };
}

function datetimeAdd(call: Call): Value {
  const unit = constantText(call, 0).toLowerCase();
  const amount = as(call.arg(1), 'long');
  const x = as(call.arg(2), 'datetime');
  const ticks = TICKS[unit];
  if (unit === 'nanosecond') return { sql: `k_datetime(TRY(${x} + ${amount} // 100))`, type: 'datetime' };
  if (ticks !== undefined) return { sql: `k_datetime(TRY(${x} + ${amount} * ${ticks}))`, type: 'datetime' };
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  if (months === undefined) throw refusal(call.node.place, `datetime_add in ${unit}`);
  // The tenths of a microsecond do not survive a timestamp, so they are put back.
  const moved = `${back(`TRY(${stamp(x)} + to_months(CAST(${amount} * ${months} AS INTEGER)))`)} + ${x} % 10`;
  return { sql: `k_datetime(${moved})`, type: 'datetime' };
}

function datetimePart(call: Call): Value {
  const unit = constantText(call, 0).toLowerCase();
  const x = as(call.arg(1), 'datetime');
  const t = stamp(x);
  const parts: Record<string, string> = {
    year: `year(${t})`,
    quarter: `quarter(${t})`,
    month: `month(${t})`,
    week_of_year: `week(${t})`,
    weekofyear: `week(${t})`,
    day: `day(${t})`,
    dayofyear: `dayofyear(${t})`,
    day_of_year: `dayofyear(${t})`,
    hour: `hour(${t})`,
    minute: `minute(${t})`,
    second: `(${x} // 10000000 % 60)`,
    millisecond: `(${x} // 10000 % 1000)`,
    microsecond: `(${x} // 10 % 1000000)`,
    nanosecond: `(${x} % 10000000 * 100)`,
  };
  const sql = parts[unit];
  if (sql === undefined) throw refusal(call.node.place, `datetime_part ${unit}`);
  return { sql: `CAST(${sql} AS INTEGER)`, type: 'int' };
}

/** Letters outside this list are an error in Kusto, so they are refused before the query runs. */
const DATE_LETTERS = /^(?:[yMdHhmsfFt]|[^a-zA-Z])*$/;
const SPAN_LETTERS = /^(?:[dHhmsfF]|[^a-zA-Z])*$/;

function format(type: 'datetime' | 'timespan'): Build {
  return (call) => {
    const value = call.arg(1);
    if (typeof value.constant === 'string') {
      const allowed = type === 'datetime' ? DATE_LETTERS : SPAN_LETTERS;
      if (!allowed.test(value.constant)) {
        throw call.t.semanticError(
          call.node.place,
          `${call.node.name}(): argument 2 is not a supported format.`,
          call.node.name,
        );
      }
    }
    return { sql: `coalesce(k_format_${type}(${as(call.arg(0), type)}, ${as(value, 'string')}), '')`, type: 'string' };
  };
}

function makeDatetime(call: Call): Value {
  const { args } = call.node;
  const number = (index: number, fallback: string) => (args.length > index ? as(call.arg(index), 'long') : fallback);
  if (args.length < 3) throw refusal(call.node.place, `make_datetime with ${args.length} arguments`);
  const second = args.length > 5 ? as(call.arg(5), 'real') : '0.0';
  const [year, month, day, hour, minute] = [
    number(0, '1'),
    number(1, '1'),
    number(2, '1'),
    number(3, '0'),
    number(4, '0'),
  ];
  const whole = `TRY(make_timestamp(${year}, ${month}, ${day}, ${hour}, ${minute}, 0.0))`;
  const seconds = `CASE WHEN ${second} >= 0 AND ${second} < 60 THEN CAST(round(${second} * 10000000) AS BIGINT) END`;
  return { sql: `k_datetime(${back(whole)} + ${seconds})`, type: 'datetime' };
}

function makeTimespan(call: Call): Value {
  const { args } = call.node;
  const values = args.map((_, index) => call.arg(index));
  const [days, hours, minutes, seconds] = (() => {
    const zero = literal(0n, 'long');
    if (args.length === 2) return [zero, values[0], values[1], zero];
    if (args.length === 3) return [zero, values[0], values[1], values[2]];
    return [values[0], values[1], values[2], values[3]];
  })().map((value) => value ?? literal(0n, 'long'));
  if (!days || !hours || !minutes || !seconds) throw refusal(call.node.place, 'make_timespan');
  const second = as(seconds, 'real');
  const valid = `${as(hours, 'long')} BETWEEN 0 AND 23 AND ${as(minutes, 'long')} BETWEEN 0 AND 59 AND ${second} >= 0 AND ${second} < 60`;
  const ticks = `${as(days, 'long')} * 864000000000 + ${as(hours, 'long')} * 36000000000 + ${as(minutes, 'long')} * 600000000 + CAST(round(${second} * 10000000) AS BIGINT)`;
  return { sql: `CASE WHEN ${valid} THEN TRY(${ticks}) END`, type: 'timespan' };
}

const fromUnix = (ticksPerUnit: number): Build =>
  fn('datetime', ['real'], (x) => `k_datetime(TRY(621355968000000000 + k_real_to_long(${x} * ${ticksPerUnit})))`);

function fromUnixExact(ticksPerUnit: number): Build {
  const inexact = fromUnix(ticksPerUnit);
  return (call) => {
    const value = call.arg(0);
    if (isNullConstant(value)) return literal(null, 'datetime');
    if (value.type !== 'long' && value.type !== 'int') return inexact(call);
    return { sql: `k_datetime(TRY(621355968000000000 + ${as(value, 'long')} * ${ticksPerUnit}))`, type: 'datetime' };
  };
}

export const times: Registry = {
  now: fn('datetime', ['timespan'], (offset) => (offset === undefined ? NOW : `k_datetime(TRY(${NOW} + ${offset}))`), {
    optional: 1,
  }),
  ago: fn('datetime', ['timespan'], (x) => `k_datetime(TRY(${NOW} - ${x}))`),
  startofday: startOf('day'),
  startofweek: startOf('week'),
  startofmonth: startOf('month'),
  startofyear: startOf('year'),
  endofday: endOf('day'),
  endofweek: endOf('week'),
  endofmonth: endOf('month'),
  endofyear: endOf('year'),
  // Null in the last week of time, whose end is past the end (measured).
  dayofweek: fn(
    'timespan',
    ['datetime'],
    (x) => `CASE WHEN ${x} < 3155374656000000000 THEN ((${x} // 864000000000 + 1) % 7 * 864000000000) END`,
  ),
  dayofmonth: part((t) => `day(${t})`),
  dayofyear: part((t) => `dayofyear(${t})`),
  hourofday: part((t) => `hour(${t})`),
  monthofyear: part((t) => `month(${t})`),
  getmonth: part((t) => `month(${t})`),
  getyear: part((t) => `year(${t})`),
  week_of_year: part((t) => `week(${t})`),
  weekofyear: part((t) => `week(${t})`),
  datetime_diff: datetimeDiff,
  datetime_add: datetimeAdd,
  datetime_part: datetimePart,
  datepart: datetimePart,
  datetime_utc_to_local: fn(
    'datetime',
    ['datetime', 'string'],
    (x, zone) => `k_datetime(k_shift_zone(${x}, ${zone}, TRUE))`,
  ),
  datetime_local_to_utc: fn(
    'datetime',
    ['datetime', 'string'],
    (x, zone) => `k_datetime(k_shift_zone(${x}, ${zone}, FALSE))`,
  ),
  format_datetime: format('datetime'),
  format_timespan: format('timespan'),
  make_datetime: makeDatetime,
  make_timespan: makeTimespan,
  unixtime_seconds_todatetime: fromUnixExact(10_000_000),
  unixtime_milliseconds_todatetime: fromUnixExact(10_000),
  unixtime_microseconds_todatetime: fromUnixExact(10),
  unixtime_nanoseconds_todatetime: fn('datetime', ['long'], (x) => `k_datetime(621355968000000000 + ${x} // 100)`),
};
