/**
 * The hot path of the runtime library as SQL macros, which DuckDB inlines. The long tail is `udf.ts`.
 * DuckDB throws where Kusto wraps, saturates or gives null; `TRY` turns a throw into NULL, and what Kusto answers is put back.
 */
const MACROS: [string, string][] = [
  // Integers wrap.
  [
    'k_wrap(h)',
    `CAST(((h + 9223372036854775808) % 18446744073709551616 + 18446744073709551616) % 18446744073709551616 - 9223372036854775808 AS BIGINT)`,
  ],
  ['k_int32(x)', `CAST(((x + 2147483648) % 4294967296 + 4294967296) % 4294967296 - 2147483648 AS INTEGER)`],
  // Dynamic: JSON null and SQL NULL are one.
  ['k_nn(j)', `CASE WHEN j = 'null' THEN NULL ELSE j END`],
  ['k_at(j, p)', `k_nn(json_extract(j, p))`],
  ['k_parse_json(s)', `CASE WHEN trim(s) = '' THEN NULL WHEN json_valid(s) THEN k_nn(json(s)) ELSE to_json(s) END`],
  /** Elements of an array as a list of JSON, SQL NULL for JSON null; NULL for anything else. */
  [
    'k_items(j)',
    `CASE WHEN json_type(j) = 'ARRAY' THEN list_transform(CAST(json_extract(j, '$[*]') AS JSON[]), lambda x: k_nn(x)) END`,
  ],
  [
    'k_real_json(x)',
    `CASE WHEN x IS NULL THEN NULL WHEN isnan(x) THEN to_json('NaN') WHEN isinf(x) THEN to_json(CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END) ELSE to_json(x) END`,
  ],
  ['k_member(j, k)', `json_extract(j, '$."' || replace(k, '"', '\\"') || '"')`],
  // Text of numbers and times.
  [
    'k_real_text(x)',
    `CASE WHEN isnan(x) THEN 'NaN' WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'inf' ELSE '-inf' END ELSE CAST(x AS VARCHAR) END`,
  ],
  [
    'k_decimal_text(x)',
    `CASE WHEN contains(CAST(x AS VARCHAR), '.') THEN rtrim(rtrim(CAST(x AS VARCHAR), '0'), '.') ELSE CAST(x AS VARCHAR) END`,
  ],
  ['k_timestamp(t)', `make_timestamp(t // 10 - 62135596800000000)`],
  ['k_ticks(ts)', `(epoch_us(ts) * 10 + 621355968000000000)`],
  [
    'k_datetime_text(t)',
    `CASE WHEN t IS NULL THEN NULL ELSE lpad(CAST(year(k_timestamp(t)) AS VARCHAR), 4, '0') || strftime(k_timestamp(t), '-%m-%dT%H:%M:%S.') || lpad(CAST(t % 10000000 AS VARCHAR), 7, '0') || 'Z' END`,
  ],
  // Conversions: null instead of an error.
  [
    'k_real_to_long(x)',
    `CASE WHEN x IS NULL OR isnan(x) OR isinf(x) THEN NULL WHEN x >= 9223372036854775807.0 THEN 9223372036854775807 WHEN x <= -9223372036854775808.0 THEN CAST('-9223372036854775808' AS BIGINT) ELSE CAST(trunc(x) AS BIGINT) END`,
  ],
  [
    'k_real_to_int(x)',
    `CASE WHEN x IS NULL OR isnan(x) OR isinf(x) OR x >= 2147483648.0 OR x <= -2147483649.0 THEN NULL ELSE CAST(trunc(x) AS INTEGER) END`,
  ],
  [
    'k_text_to_long(s)',
    `CASE WHEN regexp_full_match(s, '\\s*[+-]?[0-9]+\\s*') THEN TRY_CAST(trim(s) AS BIGINT) WHEN regexp_full_match(s, '\\s*0[xX][0-9a-fA-F]+\\s*') THEN k_wrap(CAST(TRY_CAST(trim(s) AS UBIGINT) AS HUGEINT)) END`,
  ],
  [
    'k_text_to_real(s)',
    `CASE WHEN regexp_full_match(s, '\\s*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?\\s*') THEN TRY_CAST(trim(s) AS DOUBLE) WHEN lower(trim(s)) = 'nan' THEN CAST('nan' AS DOUBLE) WHEN trim(s) IN ('inf', 'Inf', '+inf', 'Infinity', '+Infinity') THEN CAST('inf' AS DOUBLE) WHEN trim(s) IN ('-inf', '-Infinity') THEN CAST('-inf' AS DOUBLE) WHEN regexp_full_match(s, '\\s*0[xX][0-9a-fA-F]+\\s*') THEN CAST(TRY_CAST(trim(s) AS BIGINT) AS DOUBLE) END`,
  ],
  [
    'k_text_to_bool(s)',
    `CASE WHEN lower(trim(s)) = 'true' THEN TRUE WHEN lower(trim(s)) = 'false' THEN FALSE WHEN regexp_full_match(trim(s), '[+-]?[0-9]+') THEN TRY_CAST(trim(s) AS BIGINT) <> 0 END`,
  ],
  [
    'k_text_to_guid(s)',
    `CASE WHEN regexp_full_match(trim(s), '[{(]?[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}[)}]?') THEN CAST(TRY_CAST(regexp_replace(trim(s), '[{}()]', '', 'g') AS UUID) AS VARCHAR) END`,
  ],
  ['k_number_to_datetime(x)', `CASE WHEN x BETWEEN 0 AND 3155378975999999999 THEN x END`],
  ['k_datetime(x)', `CASE WHEN x BETWEEN 0 AND 3155378975999999999 THEN x END`],
  [
    'k_json_to_long(j)',
    `CASE json_type(j) WHEN 'BIGINT' THEN CAST(json_extract(j, '$') AS BIGINT) WHEN 'UBIGINT' THEN TRY_CAST(json_extract_string(j, '$') AS BIGINT) WHEN 'DOUBLE' THEN k_real_to_long(CAST(json_extract(j, '$') AS DOUBLE)) WHEN 'VARCHAR' THEN k_text_to_long(json_extract_string(j, '$')) WHEN 'BOOLEAN' THEN CAST(json_extract_string(j, '$') = 'true' AS BIGINT) END`,
  ],
  [
    'k_json_to_real(j)',
    `CASE json_type(j) WHEN 'BIGINT' THEN CAST(json_extract(j, '$') AS DOUBLE) WHEN 'UBIGINT' THEN CAST(json_extract(j, '$') AS DOUBLE) WHEN 'DOUBLE' THEN CAST(json_extract(j, '$') AS DOUBLE) WHEN 'VARCHAR' THEN k_text_to_real(json_extract_string(j, '$')) WHEN 'BOOLEAN' THEN CAST(json_extract_string(j, '$') = 'true' AS DOUBLE) END`,
  ],
  [
    'k_json_to_bool(j)',
    `CASE json_type(j) WHEN 'BOOLEAN' THEN json_extract_string(j, '$') = 'true' WHEN 'VARCHAR' THEN k_text_to_bool(json_extract_string(j, '$')) WHEN 'BIGINT' THEN k_json_to_long(j) <> 0 WHEN 'UBIGINT' THEN k_json_to_long(j) <> 0 WHEN 'DOUBLE' THEN k_json_to_real(j) <> 0 END`,
  ],
  [
    'k_json_to_datetime(j)',
    `CASE json_type(j) WHEN 'VARCHAR' THEN k_text_to_datetime(json_extract_string(j, '$')) WHEN 'UBIGINT' THEN k_number_to_datetime(k_json_to_long(j)) WHEN 'BIGINT' THEN k_number_to_datetime(k_json_to_long(j)) END`,
  ],
  [
    'k_json_to_timespan(j)',
    `CASE json_type(j) WHEN 'VARCHAR' THEN k_text_to_timespan(json_extract_string(j, '$')) WHEN 'UBIGINT' THEN k_json_to_long(j) WHEN 'BIGINT' THEN k_json_to_long(j) END`,
  ],
  // Arithmetic.
  ['k_add(a, b)', `coalesce(TRY(a + b), k_wrap(CAST(a AS HUGEINT) + CAST(b AS HUGEINT)))`],
  ['k_sub(a, b)', `coalesce(TRY(a - b), k_wrap(CAST(a AS HUGEINT) - CAST(b AS HUGEINT)))`],
  ['k_mul(a, b)', `coalesce(TRY(a * b), k_wrap(CAST(a AS HUGEINT) * CAST(b AS HUGEINT)))`],
  ['k_div(a, b)', `CASE WHEN b = 0 THEN NULL ELSE coalesce(TRY(a // b), CASE WHEN b = -1 THEN a END) END`],
  [
    'k_mod(a, b)',
    `CASE WHEN b = 0 THEN NULL WHEN b = -1 THEN CAST(a - a AS BIGINT) ELSE (a % b + abs(b)) % abs(b) END`,
  ],
  [
    'k_real_div(a, b)',
    `CASE WHEN b = 0 THEN CASE WHEN a = 0 OR isnan(a) THEN CAST('nan' AS DOUBLE) WHEN a > 0 THEN CAST('inf' AS DOUBLE) WHEN a < 0 THEN CAST('-inf' AS DOUBLE) END ELSE a / b END`,
  ],
  ['k_real_mod(a, b)', `CASE WHEN b = 0 THEN CAST('nan' AS DOUBLE) WHEN a % b < 0 THEN a % b + abs(b) ELSE a % b END`],
  // Floor to a step; ticks are never negative for datetime, longs may be.
  ['k_bin_long(a, b)', `CASE WHEN b <= 0 THEN NULL ELSE a - ((a % b + b) % b) END`],
  ['k_bin_real(a, b)', `CASE WHEN b <= 0 THEN NULL ELSE floor(a / b) * b END`],
  // Whole terms: letters and digits of any script, so `_` separates.
  [
    'k_term_start(n)',
    `CASE WHEN regexp_matches(n, '^[0-9A-Za-z\\x{80}-\\x{10FFFF}]') THEN '(?:^|[^0-9A-Za-z\\x{80}-\\x{10FFFF}])' ELSE '' END`,
  ],
  [
    'k_term_end(n)',
    `CASE WHEN regexp_matches(n, '[0-9A-Za-z\\x{80}-\\x{10FFFF}]$') THEN '(?:$|[^0-9A-Za-z\\x{80}-\\x{10FFFF}])' ELSE '' END`,
  ],
  [
    'k_has(s, n)',
    `(contains(lower(s), lower(n)) AND regexp_matches(s, '(?i)' || k_term_start(n) || regexp_escape(n) || k_term_end(n)))`,
  ],
  ['k_has_cs(s, n)', `(contains(s, n) AND regexp_matches(s, k_term_start(n) || regexp_escape(n) || k_term_end(n)))`],
  [
    'k_hasprefix(s, n)',
    `(contains(lower(s), lower(n)) AND regexp_matches(s, '(?i)' || k_term_start(n) || regexp_escape(n)))`,
  ],
  ['k_hasprefix_cs(s, n)', `(contains(s, n) AND regexp_matches(s, k_term_start(n) || regexp_escape(n)))`],
  [
    'k_hassuffix(s, n)',
    `(contains(lower(s), lower(n)) AND regexp_matches(s, '(?i)' || regexp_escape(n) || k_term_end(n)))`,
  ],
  ['k_hassuffix_cs(s, n)', `(contains(s, n) AND regexp_matches(s, regexp_escape(n) || k_term_end(n)))`],
];

export const PRELUDE = MACROS.map(([head, body]) => `CREATE OR REPLACE MACRO ${head} AS ${body};`);
