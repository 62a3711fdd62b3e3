import { describe, expect, test } from 'vitest';
import { lockContention } from './app.lock-contention';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'SQLite in Python',
    ['Traceback (most recent call last):', 'sqlite3.OperationalError: database is locked'],
    /SQLite/,
  ],
  [
    'SQLite in .NET',
    ["Unhandled exception. Microsoft.Data.Sqlite.SqliteException (0x80004005): SQLite Error 5: 'database is locked'."],
    /SQLite/,
  ],
  ['SQLite in Node', ['SqliteError: SQLITE_BUSY: database is locked'], /SQLite/],
  [
    'flock on SMB',
    [
      'Traceback (most recent call last):',
      '  File "/app/lock.py", line 11, in <module>',
      '    fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)',
      'PermissionError: [Errno 13] Permission denied',
    ],
    /lock/,
  ],
  [
    'Elasticsearch',
    [
      'java.lang.IllegalStateException: failed to obtain node locks, tried [/usr/share/elasticsearch/data]; maybe these locations are not writable or multiple nodes were started on the same data path?',
    ],
    /locked/,
  ],
  [
    'Lucene',
    ['Caused by: org.apache.lucene.store.LockObtainFailedException: Lock held by another program: /data/node.lock'],
    /lock/,
  ],
  [
    'Liquibase',
    ['liquibase.exception.LockException: Could not acquire change log lock.  Currently locked by a1 since 6/20/26'],
    /migration lock/,
  ],
  [
    'H2',
    ['org.h2.jdbc.JdbcSQLNonTransientConnectionException: Database may be already in use: "/data/app.mv.db"'],
    /lock/,
  ],
  ['RocksDB', ['IO error: While lock file: /data/state/LOCK: Resource temporarily unavailable'], /lock/i],
  [
    'Qdrant',
    [
      "thread 'main' panicked at src/main.rs:1:1:",
      "Can't create Collection: failed to acquire lock: resource temporarily unavailable: WouldBlock",
    ],
    /lock/,
  ],
  ['MySQL', ['[ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11'], /lock/],
  [
    'MongoDB',
    [
      'DBPathInUse: Unable to lock the lock file: /data/db/mongod.lock (Resource temporarily unavailable). Another mongod instance is already running on the /data/db directory',
    ],
    /lock/,
  ],
  ['PostgreSQL', ['FATAL:  lock file "postmaster.pid" already exists'], /in use/],
  [
    'a write-ahead log',
    ["Failed to load local shard: Wal error: Can't init WAL: Resource temporarily unavailable (os error 11)"],
    /locked/,
  ],
  [
    'DuckDB',
    ['duckdb.duckdb.IOException: IO Error: Could not set lock on file "/data/a.db": Conflicting lock is held in PID 0'],
    /held|lock/,
  ],
  [
    'Badger',
    [
      'Cannot acquire directory lock on "/data".  Another process is using this Badger database.: resource temporarily unavailable',
    ],
    /lock|held/,
  ],
];

describe('app.lock-contention', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.lock-contention');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    ['a file that may not be written', ["PermissionError: [Errno 13] Permission denied: '/data/out.csv'"]],
    ['an account that is locked', ['Error: account locked after 5 attempts', 'TypeError: x is not a function']],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(lockContention, crashed(lines))).toBe(false);
  });
});
