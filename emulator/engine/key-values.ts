/** `parse-kv`: texts of `key=value` pairs, by delimiters, by quotes, or by a regular expression. */

interface Options {
  keys: string[];
  pair_delimiter?: string;
  kv_delimiter?: string;
  quote?: string;
  escape?: string;
  greedy?: string;
  regex?: string;
}

/** JSON array with the first value of each key, `null` for a key that does not occur. */
export function parseKeyValues(text: string, optionsJson: string): string {
  const options = JSON.parse(optionsJson) as Options;
  const pairs = options.regex === undefined ? byDelimiters(text, options) : byRegex(text, options.regex);
  const found = new Map<string, string>();
  for (const [key, value] of pairs) if (!found.has(key)) found.set(key, value);
  return JSON.stringify(options.keys.map((key) => found.get(key) ?? null));
}

function byRegex(text: string, regex: string): [string, string][] {
  return [...text.matchAll(new RegExp(regex, 'g'))].map((match) => [match[1] ?? '', match[2] ?? '']);
}

function byDelimiters(text: string, options: Options): [string, string][] {
  const { pair_delimiter: pair = ' ', kv_delimiter: kv = '=' } = options;
  const greedy = options.greedy === 'true';
  // Blanks around the inner delimiter belong to neither side, also where a blank separates the pairs (measured).
  const source =
    pair.trim() === ''
      ? text.replaceAll(new RegExp(`\\s*${kv.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}\\s*`, 'g'), kv)
      : text;
  if (greedy) return greedyPairs(text, options.keys, pair, kv);
  const pairs: [string, string][] = [];
  for (const part of splitOutsideQuotes(source, pair, options)) {
    const cut = part.indexOf(kv);
    if (cut < 0) continue;
    pairs.push([unquoted(part.slice(0, cut).trim(), options), unquoted(part.slice(cut + kv.length).trim(), options)]);
  }
  return pairs;
}

/** A value goes on until the next key that the query asks for. */
function greedyPairs(text: string, keys: string[], pair: string, kv: string): [string, string][] {
  const starts = keys
    .flatMap((key) => {
      const at = text.startsWith(`${key}${kv}`) ? 0 : text.indexOf(`${pair}${key}${kv}`);
      return at < 0
        ? []
        : [{ key, at, from: at + (at === 0 && text.startsWith(key) ? 0 : pair.length) + key.length + kv.length }];
    })
    .sort((a, b) => a.at - b.at);
  return starts.map(({ key, from }, index) => [key, text.slice(from, starts[index + 1]?.at ?? text.length).trim()]);
}

function splitOutsideQuotes(text: string, delimiter: string, { quote, escape: mark }: Options): string[] {
  if (quote === undefined || quote === '') return text.split(delimiter);
  const [open, close] = [quote[0] ?? '', quote[1] ?? quote[0] ?? ''];
  const parts: string[] = [];
  let part = '';
  let inside = false;
  for (let at = 0; at < text.length; ) {
    if (mark && text.startsWith(mark, at) && inside) {
      part += text.slice(at, at + mark.length + 1);
      at += mark.length + 1;
    } else if (!inside && text.startsWith(delimiter, at)) {
      parts.push(part);
      part = '';
      at += delimiter.length;
    } else {
      const char = text[at] ?? '';
      if (!inside && char === open) inside = true;
      else if (inside && char === close) inside = false;
      part += char;
      at++;
    }
  }
  return [...parts, part];
}

function unquoted(value: string, { quote, escape: mark }: Options): string {
  if (quote === undefined || quote === '') return value;
  const [open, close] = [quote[0] ?? '', quote[1] ?? quote[0] ?? ''];
  const inner = value.length >= 2 && value.startsWith(open) && value.endsWith(close) ? value.slice(1, -1) : value;
  return mark ? inner.replaceAll(`${mark}${close}`, close).replaceAll(`${mark}${mark}`, mark) : inner;
}
