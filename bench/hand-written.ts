import type { QuestionName } from '@/lib/logs/kql-files';

/**
 * Each question as someone would write it for DuckDB by hand, who knows which columns there are. Values come in as named
 * parameters without their `p_`: `$from` and `$to` as TIMESTAMP, `$apps` and `$terms` as lists.
 */

/** The request's timespan, fifteen minutes wider than the range, on the time that the rows are sorted by. */
const inSpan = 'TimeGenerated >= $from - INTERVAL 15 MINUTE AND TimeGenerated < $to + INTERVAL 15 MINUTE';

const system = `
  WITH rows AS (
    SELECT TimeGenerated, coalesce(time_t, TimeGenerated) AS EventTime, 'ContainerAppSystemLogs_CL' AS LogTable,
      EnvironmentName_s AS Environment, ContainerAppName_s AS AppName, JobName_s AS JobName,
      ExecutionName_s AS ExecutionName, RevisionName_s AS Revision, ReplicaName_s AS Replica, Reason_s AS Reason,
      Log_s AS Message, Type_s AS Severity, EventSource_s AS EventSource, Count_d::BIGINT AS Count
    FROM ContainerAppSystemLogs_CL WHERE ${inSpan}
    UNION ALL
    SELECT TimeGenerated, TimeGenerated, 'ContainerAppSystemLogs', EnvironmentName, ContainerAppName, JobName, NULL,
      RevisionName, ReplicaName, Reason, Log, Type, EventSource, Count::BIGINT
    FROM ContainerAppSystemLogs WHERE ${inSpan}
  )`;

const consoleLines = `
  WITH rows AS (
    SELECT TimeGenerated, coalesce(time_t, TimeGenerated) AS EventTime, 'ContainerAppConsoleLogs_CL' AS LogTable,
      EnvironmentName_s AS Environment, ContainerAppName_s AS AppName, ContainerJobName_s AS JobName,
      NULL AS ExecutionName, RevisionName_s AS Revision, ContainerGroupName_s AS Replica, ContainerName_s AS Container,
      Stream_s AS Stream, coalesce(nullif(Log_s, ''), Log_msg_s, '') AS Text
    FROM ContainerAppConsoleLogs_CL WHERE ${inSpan}
    UNION ALL
    SELECT TimeGenerated, TimeGenerated, 'ContainerAppConsoleLogs', EnvironmentName, ContainerAppName, JobName, NULL,
      RevisionName, ContainerGroupName, ContainerName, Stream, Log
    FROM ContainerAppConsoleLogs WHERE ${inSpan}
  )`;

const naming = `
    coalesce(nullif(JobName, ''), nullif(AppName, ''), nullif(split_part(Revision, '--', 1), ''),
      CASE WHEN contains(Replica, '--') THEN split_part(Replica, '--', 1) END,
      nullif(regexp_extract(ExecutionName, '^(.+)-[^-]+$', 1), '')) AS App,
    CASE WHEN JobName <> '' OR ExecutionName <> '' THEN 'job' ELSE 'app' END AS Kind`;

const inRange = 'EventTime >= $from AND EventTime < $to';
const asked = `(len($apps) = 0 OR list_contains($apps, App)) AND App <> ''`;

const appsIn = (rows: string) => `${rows},
  named AS (SELECT *, ${naming} FROM rows)
  SELECT App, Kind, Environment, max(EventTime) AS NewestRow, min(EventTime) AS OldestRow,
    count(*) FILTER (WHERE ${inRange}) AS RowsInRange
  FROM named WHERE ${asked}
  GROUP BY App, Kind, Environment ORDER BY NewestRow DESC, App, Kind, Environment LIMIT $limit`;

const ofPlace = `
    ($replica = '' OR coalesce(Replica, '') IN ('', $replica)) AND
    ($revision = '' OR coalesce(Revision, '') IN ('', $revision)) AND
    ($container = '' OR coalesce(Container, '') IN ('', $container))`;

const linesOfPlace = (order: string) => `${consoleLines},
  named AS (SELECT *, ${naming} FROM rows WHERE ${inRange} AND ${ofPlace})
  SELECT EventTime, TimeGenerated, LogTable, Environment, App, Kind, Revision, Replica, Container, Stream, Text
  FROM named WHERE ${asked} ORDER BY EventTime ${order} LIMIT $limit`;

export const handWritten = {
  'apps-in-system-log': appsIn(system),
  'apps-in-console-log': appsIn(consoleLines),
  'system-rows': `${system},
    named AS (SELECT *, ${naming} FROM rows WHERE ${inRange})
    SELECT EventTime, TimeGenerated, LogTable, Environment, App, Kind, Revision, Replica, Reason, Message, Severity,
      EventSource, Count
    FROM named WHERE ${asked}
    QUALIFY row_number() OVER (PARTITION BY App ORDER BY EventTime DESC) <= $per_app
    ORDER BY EventTime DESC LIMIT $limit`,
  // Whole words, whatever their case, as has_any sees them, and words that end so.
  'console-failure-lines': `${consoleLines},
    named AS (
      SELECT *, ${naming} FROM rows
      WHERE ${inRange} AND (
        regexp_matches(lower(Text), '(error|exception)([^a-z0-9]|$)') OR
        list_has_any(regexp_split_to_array(lower(Text), '[^a-z0-9]+'), $terms)))
    SELECT EventTime, TimeGenerated, LogTable, Environment, App, Kind, Revision, Replica, Container, Stream, Text
    FROM named WHERE ${asked}
    QUALIFY row_number() OVER (PARTITION BY App ORDER BY EventTime DESC) <= $per_app
    ORDER BY EventTime DESC LIMIT $limit`,
  'console-tails': `${consoleLines},
    named AS (SELECT *, ${naming} FROM rows WHERE ${inRange}),
    tails AS (
      SELECT * FROM named WHERE ${asked}
      QUALIFY row_number() OVER (PARTITION BY App, Revision, Replica, Container ORDER BY EventTime DESC) <= $tail)
    SELECT EventTime, TimeGenerated, LogTable, Environment, App, Kind, Revision, Replica, Container, Stream, Text
    FROM tails
    QUALIFY row_number() OVER (PARTITION BY App ORDER BY EventTime DESC) <= $per_app
    ORDER BY EventTime DESC LIMIT $limit`,
  'newest-console-lines': linesOfPlace('DESC'),
  'oldest-console-lines': linesOfPlace('ASC'),
} as const satisfies Record<QuestionName, string>;
