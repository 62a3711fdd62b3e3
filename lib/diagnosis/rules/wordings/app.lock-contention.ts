import { fatal, telling } from '@/lib/diagnosis/console/signature';
import type { ConsoleSignature } from '@/lib/diagnosis/rule';

/** How programs word it; which rule reads them and when they count stands in rules/app.lock-contention.ts. */
export const lockContentionWordings: readonly ConsoleSignature[] = [
  fatal(
    'sqlite-locked',
    'locked busy sqlite',
    /\bdatabase (?:is|table is) locked\b|SQLITE_BUSY|SQLite Error 5\b/,
    'The SQLite database is locked',
  ),
  fatal('python-flock', 'flock lockf', /\bfcntl\.(?:flock|lockf)\b/, 'A file lock is held elsewhere'),
  fatal(
    'portalocker',
    'lockexception alreadylocked lock portalocker filelock acquired',
    /\b(?:portalocker|filelock)\.\w{1,40}(?:LockException|AlreadyLocked|Timeout)|could not be acquired\./,
    'A file lock is held elsewhere',
  ),
  fatal(
    'elastic-node-lock',
    'locks lock lockobtainfailedexception nativefslock',
    /failed to obtain node locks?|LockObtainFailedException|Lock held by (?:another program|this virtual machine)|NativeFSLock/,
    'The data directory is locked by another node',
  ),
  fatal(
    'java-overlapping',
    'overlappingfilelockexception',
    /\bOverlappingFileLockException\b/,
    'A file lock is held elsewhere',
  ),
  fatal(
    'h2-locked',
    'database locked',
    /Database may be already in use|The file is locked: /,
    'The database file is locked',
  ),
  fatal('liquibase-lock', 'lock liquibase', /Could not acquire change log lock/, 'The migration lock is held'),
  fatal(
    'resource-unavailable-lock',
    'lock locking locked resource wouldblock flock',
    /\b(?:lock|flock|LOCK)\b.{0,120}(?:[Rr]esource temporarily unavailable|would block|WouldBlock|already held|held by|in use by|by another process)/i,
    'A file lock is held elsewhere',
  ),
  fatal(
    'unable-to-lock',
    'lock acquire database directory lockfile',
    /\b(?:unable|failed|could not|cannot|can't) (?:to )?(?:acquire|obtain|get|lock|take)\b(?!.{0,60}\b(?:connection|token|credential|address)).{0,60}\b(?:lock\b|lock file|lockfile|data directory|database)/i,
    'A lock could not be had',
  ),
  fatal(
    'already-locked',
    'already another',
    /\b(?:another (?:instance|process|server|copy|node)|already) (?:is )?(?:running|using|locked|using this|holds)\b.{0,80}(?:\block|\bdirectory|\bdatabase|\bdata\b|\.pid)/i,
    'Another process holds the data directory',
  ),
  fatal(
    'mongod-lock',
    'dblockfile mongod lock dbpathinuse',
    /\b(?:DBPathInUse|Unable to lock (?:the )?(?:lock file|file)|DBException.{0,60}mongod\.lock)/,
    'The MongoDB data directory is locked',
  ),
  fatal(
    'mysql-innodb-lock',
    'innodb',
    /InnoDB\]?:? Unable to lock \.?\/?(?<path>\S{1,120})/,
    'The MySQL data file {path} is locked',
  ),
  fatal(
    'postmaster-pid',
    'postmaster',
    /lock file "postmaster\.pid" already exists/,
    'The PostgreSQL data directory is in use',
  ),
  fatal(
    'rocksdb-lock',
    'rocksdb lock io',
    /IO error: (?:While )?lock (?:file: )?(?<path>\S{1,200})/i,
    'The RocksDB directory is locked',
  ),
  fatal(
    'terraform-migrate-lock',
    'dirty lock',
    /Error acquiring the state lock|pg_advisory_lock|P1002.{0,60}advisory lock/,
    'The migration lock is held',
  ),
  fatal(
    'locked-by-another',
    'locked',
    /\b(?:locked|held) by (?:another|an ?other|other) (?:process|instance|program|node|server|client)\b/i,
    'A lock is held elsewhere',
  ),
  fatal(
    'storage-would-block',
    'unavailable wouldblock 11',
    /\b(?:WAL|Wal|LOCK|[Ss]torage|[Cc]ollection|[Dd]atabase|DB|db|RocksDB|LevelDB|BadgerDB|sled|redb|LMDB|segment|shard|index|data dir\w*)\b(?!.{0,160}(?:thread|fork|spawn|clone)).{0,160}(?:Resource temporarily unavailable|WouldBlock|os error 11\b)/,
    'The data files are locked by another process',
  ),
  fatal(
    'store-held',
    'storelockexception databasealreadyopen lockbusy derby conflicting kafka another using already',
    /\b(?:StoreLockException|DatabaseAlreadyOpen|LockBusy)\b|Could not set lock on file|Conflicting lock is held|Another instance of Derby may have already booted|A Kafka instance in another process or thread is using this directory|Another process is using this \w{1,40}(?: database)?|[Ii]ndex dir .{1,200} is already locked|already (?:held|opened|locked) by (?:another )?process/,
    'The data directory is held by another process',
  ),
  fatal(
    'file-used-by-another',
    'used bolt lock',
    /\bcannot access the file '(?<path>[^']{1,200})' because it is being used by another process|\b(?:waiting for|acquiring) (?:\w{1,20} ){0,3}lock\b.{0,40}time(?:d )?out|\btime(?:d )?out\b.{0,20}\b(?:waiting for|acquiring) (?:\w{1,20} ){0,3}lock\b/i,
    'A lock was not released in time',
  ),
  fatal(
    'named-lock-held',
    'elocked lock locked lockexception',
    /\bELOCKED\b|\bLock file is already being held\b|\bfile is already locked\b|\bFailed to lock the (?:state|data|index) directory\b|\bFileLockException\b/,
    'A lock is held elsewhere',
  ),
  telling(
    'lock-timeout',
    'lock deadlock',
    /\b(?:Lock wait timeout exceeded|deadlock detected|lock timeout|canceling statement due to lock timeout)\b/i,
    'A database lock was not released in time',
  ),
];
