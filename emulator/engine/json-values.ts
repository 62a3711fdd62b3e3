/**
 * Array and bag functions on JSON text. Elements stay the slices of text they came as, because JSON.parse would turn
 * 9007199254740993 into its neighbour and 1.0 into 1.
 */

export function onDynamics(operation: string, argsJson: string): string {
  return OPERATIONS[operation]?.(elements(argsJson) ?? []) ?? 'null';
}

/** The elements of a JSON array as text, or `null` when it is none. */
export function elements(json: string): string[] | null {
  return json.startsWith('[') ? slices(json) : null;
}

/** The members of a JSON object as pairs of key and text, or `null` when it is none. */
export function members(json: string): [string, string][] | null {
  if (!json.startsWith('{')) return null;
  return slices(json).map((pair) => {
    const end = stringEnd(pair, 0);
    return [String(JSON.parse(pair.slice(0, end))), pair.slice(pair.indexOf(':', end) + 1).trim()];
  });
}

function slices(json: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 1;
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (char === '"') at = stringEnd(json, at) - 1;
    else if (char === '[' || char === '{') depth++;
    else if (char === ']' || char === '}') depth--;
    if ((char === ',' && depth === 1) || (depth === 0 && at === json.length - 1)) {
      const part = json.slice(start, at).trim();
      if (part !== '' || parts.length > 0) parts.push(part);
      start = at + 1;
    }
  }
  return parts;
}

function stringEnd(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

const array = (items: string[]): string => `[${items.join(',')}]`;
const bag = (pairs: [string, string][]): string =>
  `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
const number = (json: string | undefined): number => Number(json ?? Number.NaN);
/** Values are the same when their JSON is, with 1 and 1.0 one number. */
const identity = (json: string): string => (/^-?\d/.test(json) ? String(Number(json)) : json);

type Operation = (args: string[]) => string | null;

function onArray(work: (items: string[], rest: string[]) => string | null): Operation {
  return ([first, ...rest]) => {
    const items = elements(first ?? 'null');
    return items === null ? null : work(items, rest);
  };
}

function rotated(items: string[], by: number): string[] {
  if (items.length === 0) return items;
  const start = ((by % items.length) + items.length) % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

function shifted(items: string[], by: number, fill: string): string[] {
  return items.map((_, index) => items[index + by] ?? fill);
}

/** A negative index counts from the end, both ends included. */
function slice(items: string[], [from, to]: string[]): string {
  const at = (index: number) => (index < 0 ? items.length + index : index);
  return array(items.slice(Math.max(at(number(from)), 0), at(number(to)) + 1));
}

function split(items: string[], [where]: string[]): string {
  const positions = (elements(where ?? 'null') ?? [where ?? '0']).map(number);
  const cuts = [0, ...positions.map((position) => (position < 0 ? items.length + position : position)), items.length];
  return array(cuts.slice(1).map((cut, index) => array(items.slice(cuts[index], cut))));
}

function indexOf(items: string[], [value, start = '0', length = '-1', nth = '1']: string[]): string {
  const from = number(start) < 0 ? Math.max(items.length + number(start), 0) : number(start);
  const end = number(length) < 0 ? items.length : Math.min(from + number(length), items.length);
  let count = 0;
  for (let index = from; index < end; index++) {
    if (identity(items[index] ?? 'null') === identity(value ?? 'null') && ++count === number(nth)) return String(index);
  }
  return '-1';
}

function distinct(items: string[]): string[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(identity(item)) && seen.add(identity(item)));
}

function sets(work: (first: string[], rest: Set<string>[]) => string[]): Operation {
  return (args) => {
    const lists = args.map((arg) => elements(arg));
    const [first, ...rest] = lists;
    if (!first || rest.includes(null)) return null;
    return array(
      distinct(
        work(
          first,
          rest.map((list) => new Set((list ?? []).map(identity))),
        ),
      ),
    );
  };
}

/** Numbers by value, then text; null at the end unless `nullsLast` is false. */
function sorted(items: string[], descending: boolean, nullsLast: boolean): number[] {
  const order = items.map((_, index) => index);
  const key = (index: number) => items[index] ?? 'null';
  return order.sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === 'null' || y === 'null') return x === y ? a - b : (x === 'null') === nullsLast ? 1 : -1;
    const [left, right] = [comparable(x), comparable(y)];
    const sign = left < right ? -1 : left > right ? 1 : 0;
    return sign === 0 ? a - b : descending ? -sign : sign;
  });
}

function comparable(json: string): number | string {
  if (/^-?\d/.test(json)) return Number(json);
  return json.startsWith('"') ? String(JSON.parse(json)) : json;
}

function sort(descending: boolean): Operation {
  return (args) => {
    const nullsLast = args.at(-1) !== 'false';
    const lists = args.filter((arg) => arg !== 'true' && arg !== 'false').map((arg) => elements(arg));
    const [first] = lists;
    if (!first) return null;
    const order = sorted(first, descending, nullsLast);
    const results = lists.map((list) =>
      list && list.length === first.length ? array(order.map((index) => list[index] ?? 'null')) : 'null',
    );
    return results.length === 1 ? (results[0] ?? null) : array(results);
  };
}

function treePaths(json: string, path: string): string[] {
  const inner =
    members(json)?.map(([key, value]) => ({ step: `['${key}']`, value })) ??
    elements(json)
      ?.slice(0, 1)
      .map((value) => ({ step: '[0]', value }));
  return (inner ?? []).flatMap(({ step, value }) => [`${path}${step}`, ...treePaths(value, `${path}${step}`)]);
}

/** Keys are names, or paths such as `$.a.b`. */
function removeKeys(json: string, keys: string[]): string {
  const pairs = members(json);
  if (pairs === null) return json;
  const names = new Set(keys.filter((key) => !key.startsWith('$')));
  const paths = keys.filter((key) => key.startsWith('$.')).map((key) => key.slice(2).split('.'));
  for (const path of paths) if (path.length === 1 && path[0] !== undefined) names.add(path[0]);
  const deeper = paths.filter((path) => path.length > 1);
  return bag(
    pairs
      .filter(([key]) => !names.has(key))
      .map(([key, value]) => {
        const inner = deeper.filter((path) => path[0] === key).map((path) => `$.${path.slice(1).join('.')}`);
        return [key, inner.length > 0 ? removeKeys(value, inner) : value];
      }),
  );
}

function setKey(json: string, key: string, value: string): string | null {
  const path = key.startsWith('$.') ? key.slice(2).split('.') : [key];
  const pairs = members(json);
  const [step = '', ...rest] = path;
  if (pairs === null) return null;
  const old = pairs.find(([name]) => name === step)?.[1];
  const made = rest.length === 0 ? value : (setKey(old ?? '{}', `$.${rest.join('.')}`, value) ?? 'null');
  if (old === undefined) return bag([...pairs, [step, made]]);
  return bag(pairs.map(([name, inner]) => [name, name === step ? made : inner]));
}

const textOf = (json: string): string => (json.startsWith('"') ? String(JSON.parse(json)) : json);

const OPERATIONS: Record<string, Operation> = {
  /** What is no array is passed over (measured). */
  concat: (args) => {
    const lists = args.map((arg) => elements(arg)).filter((list) => list !== null);
    return lists.length === 0 ? null : array(lists.flat());
  },
  slice: onArray((items, rest) => slice(items, rest)),
  split: onArray((items, rest) => split(items, rest)),
  reverse: onArray((items) => array([...items].reverse())),
  rotate_left: onArray((items, [by]) => array(rotated(items, number(by)))),
  rotate_right: onArray((items, [by]) => array(rotated(items, -number(by)))),
  shift_left: onArray((items, [by, fill = 'null']) => array(shifted(items, number(by), fill))),
  shift_right: onArray((items, [by, fill = 'null']) => array(shifted(items, -number(by), fill))),
  sum: onArray((items) => {
    const numbers = items.filter((item) => item !== 'null');
    return numbers.every((item) => /^(-?\d|true|false)/.test(item))
      ? String(numbers.reduce((total, item) => total + (item === 'true' ? 1 : item === 'false' ? 0 : Number(item)), 0))
      : null;
  }),
  index_of: onArray((items, rest) => indexOf(items, rest)),
  iff: ([conditions, yes = 'null', no = 'null']) => {
    const tests = elements(conditions ?? 'null');
    const [a, b] = [elements(yes), elements(no)];
    if (tests === null) return null;
    return array(
      tests.map((test, index) => {
        const isTest = test === 'true' || test === 'false' || /^-?\d/.test(test);
        const truth = test === 'true' || (isTest && Number(test) !== 0 && test !== 'false');
        return !isTest ? 'null' : truth ? (a ? (a[index] ?? 'null') : yes) : b ? (b[index] ?? 'null') : no;
      }),
    );
  },
  zip: (args) => {
    const lists = args.map((arg) => elements(arg) ?? []);
    const size = Math.max(...lists.map((list) => list.length));
    return array(Array.from({ length: size }, (_, index) => array(lists.map((list) => list[index] ?? 'null'))));
  },
  union: (args) => {
    const lists = args.map((arg) => elements(arg));
    return lists.includes(null) ? null : array(distinct(lists.flatMap((list) => list ?? [])));
  },
  intersect: sets((first, rest) => first.filter((item) => rest.every((set) => set.has(identity(item))))),
  difference: sets((first, rest) => first.filter((item) => !rest.some((set) => set.has(identity(item))))),
  equals: (args) => {
    const [first, ...rest] = args.map((arg) => elements(arg)).map((list) => list && new Set(list.map(identity)));
    if (!first || rest.some((set) => !set)) return null;
    return String(rest.every((set) => set?.size === first.size && [...first].every((item) => set.has(item))));
  },
  weighted: ([values = '[]', weights = '[]', rank]) => {
    const heavy = elements(weights) ?? [];
    const pairs = (elements(values) ?? []).map((value, index) => ({ value, weight: number(heavy[index]) }));
    const counted = pairs.filter(({ value, weight }) => value !== 'null' && weight > 0);
    counted.sort((a, b) => (comparable(a.value) < comparable(b.value) ? -1 : 1));
    const wanted = (counted.reduce((sum, { weight }) => sum + weight, 0) * number(rank)) / 100;
    let sum = 0;
    for (const { value, weight } of counted) {
      sum += weight;
      if (sum >= wanted) return value;
    }
    return null;
  },
  join: onArray((items, [delimiter = '""']) =>
    JSON.stringify(items.map((item) => (item === 'null' ? '' : textOf(item))).join(textOf(delimiter))),
  ),
  has_element: onArray((items, [value = 'null']) => String(items.some((item) => identity(item) === identity(value)))),
  jaccard: ([a, b]) => {
    const [x, y] = [a, b].map((json) => new Set((elements(json ?? 'null') ?? []).map(identity)));
    if (!x || !y || x.size + y.size === 0) return null;
    const shared = [...x].filter((item) => y.has(item)).length;
    return String(shared / (x.size + y.size - shared));
  },
  /** The first bag that has a key keeps it. */
  merge: (args) => {
    const merged = new Map<string, string>();
    let bags = 0;
    for (const arg of args) {
      const pairs = members(arg);
      if (pairs === null) continue;
      bags++;
      for (const [key, value] of pairs) if (!merged.has(key)) merged.set(key, value);
    }
    return bags === 0 ? null : bag([...merged]);
  },
  remove_keys: ([json = 'null', keys = '[]']) =>
    members(json) === null ? null : removeKeys(json, (elements(keys) ?? []).map(textOf)),
  set_key: ([json = 'null', key = '""', value = 'null']) => setKey(json, textOf(key), value),
  bag_zip: ([keys = 'null', values = 'null']) => {
    const names = elements(keys);
    const given = elements(values) ?? [];
    if (names === null) return null;
    return bag(
      names.flatMap((name, index): [string, string][] =>
        name.startsWith('"') ? [[textOf(name), given[index] ?? 'null']] : [],
      ),
    );
  },
  treepath: ([json = 'null']) => array(treePaths(json, '').map((path) => JSON.stringify(path))),
  sort_asc: sort(false),
  sort_desc: sort(true),
};
