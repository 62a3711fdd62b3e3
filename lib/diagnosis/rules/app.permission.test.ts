import { describe, expect, test } from 'vitest';
import { permission } from './app.permission';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  ['Node', ["Error: EACCES: permission denied, mkdir '/data/uploads'"], /uploads/],
  ['a read-only file system', ["Error: EROFS: read-only file system, open '/app/cache.db'"], /cache\.db/],
  [
    'Python',
    ['Traceback (most recent call last):', "PermissionError: [Errno 13] Permission denied: '/var/log/app.log'"],
    /app\.log/,
  ],
  ['chown on a share', ["chown: changing ownership of '/var/lib/data': Operation not permitted"], /var.lib.data/],
  [
    'chmod call',
    ['2026/06/20 04:00:01 [emerg] 1#1: chmod() "/var/cache/nginx" failed (1: Operation not permitted)'],
    /nginx/,
  ],
  [
    'PostgreSQL on a share',
    ['initdb: error: could not change permissions of directory "/var/lib/postgresql/data": Operation not permitted'],
    /PostgreSQL/,
  ],
  [
    'PostgreSQL ownership',
    [
      'FATAL:  data directory "/var/lib/postgresql/data" has wrong ownership',
      'HINT:  The server must be started by the user that owns the data directory.',
    ],
    /PostgreSQL/,
  ],
  [
    'MongoDB',
    [
      '{"t":{"$date":"2026-06-20T04:00:01Z"},"s":"E","c":"STORAGE","msg":"WiredTiger error","attr":{"error":1,"message":"__posix_open_file:812:/data/db/WiredTiger.wt: handle-open: open: Operation not permitted"}}',
    ],
    /MongoDB|touch/,
  ],
  ['mkdir in a script', ["mkdir: can't create directory '/data/logs': Permission denied"], /logs/],
  ['Go', ['panic: open /var/lib/app/state.db: permission denied'], /state\.db/],
  [
    '.NET',
    ["Unhandled exception. System.UnauthorizedAccessException: Access to the path '/app/keys' is denied."],
    /app.keys/,
  ],
  ['Java', ['Caused by: java.nio.file.AccessDeniedException: /opt/data/index'], /index/],
  [
    'Laravel',
    [
      'PHP Fatal error:  Uncaught UnexpectedValueException: The stream or file "/var/www/storage/logs/laravel.log" could not be opened in append mode: Failed to open stream: Permission denied',
    ],
    /PHP|write/,
  ],
  ['Grafana', ["GF_PATHS_DATA='/var/lib/grafana' is not writable."], /grafana/],
  [
    'nginx pid',
    ['nginx: [emerg] mkdir() "/var/cache/nginx/client_temp" failed (13: Permission denied)'],
    /client_temp/,
  ],
  [
    'MinIO',
    [
      'FATAL Unable to initialize backend: unable to create (/data/.minio.sys/tmp/) file access denied, drive may be faulty, please investigate',
    ],
    /\/data|file/,
  ],
  ['a read-only SQLite file', ['sqlite3.OperationalError: attempt to write a readonly database'], /file/],
  ['a relative path in Go', ['mkdir wal: permission denied'], /wal/],
];

describe('app.permission', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.permission');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    ['a port that may not be opened', ['Error: listen EACCES: permission denied 0.0.0.0:80']],
    [
      'a file lock on a share',
      [
        '  File "/app/app.py", line 11, in <module>',
        '    fcntl.flock(f, fcntl.LOCK_EX)',
        'PermissionError: [Errno 13] Permission denied',
      ],
    ],
    ['a refused credential', ['FATAL:  password authentication failed for user "app"']],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(permission, crashed(lines))).toBe(false);
  });
});
