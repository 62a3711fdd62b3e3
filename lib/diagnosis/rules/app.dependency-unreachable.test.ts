import { describe, expect, test } from 'vitest';
import { dependencyUnreachable } from './app.dependency-unreachable';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'Node and PostgreSQL',
    [
      'Error: connect ECONNREFUSED 10.0.0.4:5432',
      '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16) {',
      '  errno: -111,',
      "  code: 'ECONNREFUSED',",
      "  syscall: 'connect',",
      "  address: '10.0.0.4',",
      '  port: 5432',
      '}',
      'Node.js v20.11.1',
    ],
    /10\.0\.0\.4:5432/,
  ],
  [
    'Node AggregateError',
    [
      'AggregateError [ECONNREFUSED]: ',
      '    at internalConnectMultiple (node:net:1114:18)',
      "  code: 'ECONNREFUSED',",
      '  [errors]: [',
      '    Error: connect ECONNREFUSED 127.0.0.1:6379',
    ],
    /127\.0\.0\.1:6379/,
  ],
  ['Node time-out', ['Error: connect ETIMEDOUT 20.50.1.2:1433'], /20\.50\.1\.2:1433/],
  [
    'psycopg2',
    [
      'Traceback (most recent call last):',
      'psycopg2.OperationalError: connection to server at "db" (10.0.0.9), port 5432 failed: Connection refused',
      '\tIs the server running on that host and accepting TCP/IP connections?',
    ],
    /db/,
  ],
  [
    'SQLAlchemy',
    [
      'Traceback (most recent call last):',
      'sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at "orders-db.postgres.database.azure.com" (10.1.0.4), port 5432 failed: timeout expired',
    ],
    /orders-db/,
  ],
  [
    'asyncpg',
    [
      'Traceback (most recent call last):',
      "ConnectionRefusedError: [Errno 111] Connect call failed ('10.0.0.8', 5432)",
    ],
    /10\.0\.0\.8/,
  ],
  [
    'redis-py',
    [
      'Traceback (most recent call last):',
      'redis.exceptions.ConnectionError: Error 111 connecting to cache:6379. Connection refused.',
    ],
    /cache:6379/,
  ],
  [
    'requests',
    [
      'Traceback (most recent call last):',
      "requests.exceptions.ConnectionError: HTTPConnectionPool(host='inventory', port=8080): Max retries exceeded with url: /v1/stock (Caused by NewConnectionError('<urllib3.connection.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused'))",
    ],
    /inventory:8080/,
  ],
  [
    'Java and PostgreSQL',
    [
      'Caused by: org.postgresql.util.PSQLException: Connection to db:5432 refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections.',
      'Caused by: java.net.ConnectException: Connection refused',
    ],
    /db:5432|refused/,
  ],
  [
    'Java and MySQL',
    [
      'com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure',
      '',
      'The last packet sent successfully to the server was 0 milliseconds ago.',
    ],
    /database/,
  ],
  [
    'HikariCP',
    [
      'org.springframework.jdbc.CannotGetJdbcConnectionException: Failed to obtain JDBC Connection',
      'Caused by: java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after 30000ms.',
    ],
    /database/,
  ],
  [
    'Spring Cloud Config',
    ['java.lang.IllegalStateException: Could not locate PropertySource and the fail fast property is set, failing'],
    /configuration server/,
  ],
  [
    '.NET SQL',
    [
      'Unhandled exception. Microsoft.Data.SqlClient.SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection to SQL Server. The server was not found or was not accessible.',
      'Error Number:10060,State:0,Class:20',
    ],
    /SQL Server/,
  ],
  [
    '.NET Redis',
    [
      'Unhandled exception. StackExchange.Redis.RedisConnectionException: It was not possible to connect to the redis server(s). Error connecting right now.',
    ],
    /Redis/,
  ],
  [
    '.NET RabbitMQ',
    [
      'Unhandled exception. RabbitMQ.Client.Exceptions.BrokerUnreachableException: None of the specified endpoints were reachable',
      ' ---> System.AggregateException: One or more errors occurred. (Connection failed)',
    ],
    /broker/,
  ],
  [
    'Npgsql',
    [
      'Unhandled exception. Npgsql.NpgsqlException (0x80004005): Failed to connect to 10.0.1.5:5432',
      ' ---> System.Net.Sockets.SocketException (111): Connection refused',
    ],
    /10\.0\.1\.5|refused/,
  ],
  [
    '.NET HttpClient',
    [
      'Unhandled exception. System.Net.Http.HttpRequestException: Connection refused (catalog:8080)',
      ' ---> System.Net.Sockets.SocketException (111): Connection refused',
    ],
    /catalog:8080|refused/,
  ],
  [
    'Go',
    ['2026/06/20 04:00:01 failed to ping database: dial tcp 10.0.0.7:5432: connect: connection refused'],
    /10\.0\.0\.7:5432/,
  ],
  [
    'Go time-out',
    ['{"level":"fatal","msg":"cannot reach kafka","error":"dial tcp 10.0.0.7:9092: i/o timeout"}'],
    /10\.0\.0\.7:9092/,
  ],
  [
    'gRPC in Go',
    [
      'panic: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.2.0.1:50052: connect: connection refused"',
    ],
    /10\.2\.0\.1:50052/,
  ],
  ['MongoDB in Node', ['MongooseServerSelectionError: connect ECONNREFUSED 10.0.0.3:27017'], /10\.0\.0\.3|MongoDB/],
  [
    'MongoDB in Python',
    ['pymongo.errors.ServerSelectionTimeoutError: mongo:27017: [Errno 111] Connection refused, Timeout: 30s'],
    /MongoDB|refused/,
  ],
  [
    'Mongo in Go',
    ['panic: server selection error: server selection timeout, current topology: { Type: ReplicaSetNoPrimary }'],
    /MongoDB/,
  ],
  [
    'Prisma',
    [
      "PrismaClientInitializationError: Can't reach database server at `db.internal`:`5432`",
      'Please make sure your database server is running at `db.internal`:`5432`.',
      '    at t (/app/node_modules/@prisma/client/runtime/library.js:112:2488)',
    ],
    /db\.internal/,
  ],
  ['Sequelize', ['SequelizeConnectionRefusedError: connect ECONNREFUSED 10.0.0.4:3306'], /10\.0\.0\.4|database/],
  [
    'TypeORM in Nest',
    [
      '[Nest] 1  - 06/20/2026, 4:00:01 AM   ERROR [TypeOrmModule] Unable to connect to the database. Retrying (9)...',
      'Error: connect ETIMEDOUT 10.0.0.4:5432',
    ],
    /10\.0\.0\.4|database/,
  ],
  [
    'Kafka in Java',
    [
      'org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: listNodes',
      'org.apache.kafka.common.KafkaException: Failed to construct kafka consumer',
    ],
    /Kafka/,
  ],
  [
    'Kafka in Python',
    ['Traceback (most recent call last):', 'kafka.errors.NoBrokersAvailable: NoBrokersAvailable'],
    /Kafka/,
  ],
  [
    'Celery',
    [
      '[2026-06-20 04:00:01,000: ERROR/MainProcess] consumer: Cannot connect to amqp://guest:**@broker:5672//: [Errno 111] Connection refused.',
    ],
    /broker|refused/,
  ],
  [
    'Rails',
    [
      '/usr/local/bundle/gems/pg-1.5.4/lib/pg/connection.rb:696:in `async_connect_or_reset\': connection to server at "10.0.0.2", port 5432 failed: Connection refused (PG::ConnectionBad)',
    ],
    /10\.0\.0\.2/,
  ],
  [
    'PHP',
    ['PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /var/www/db.php:10'],
    /MySQL|database/,
  ],
  [
    'Rust',
    [
      "thread 'main' panicked at src/main.rs:20:10:",
      'called `Result::unwrap()` on an `Err` value: Io(Os { code: 111, kind: ConnectionRefused, message: "Connection refused" })',
    ],
    /refused/,
  ],
  ['sqlx pool', ['Error: PoolTimedOut'], /refused|timed/i],
  [
    'wait-for-it',
    [
      'wait-for-it.sh: waiting 60 seconds for db:5432',
      'wait-for-it.sh: timeout occurred after waiting 60 seconds for db:5432',
    ],
    /vain|time/,
  ],
  ['a MySQL client', ["ERROR 2003 (HY000): Can't connect to MySQL server on 'mysql:3306' (111)"], /mysql/],
  [
    'SQL Server ODBC',
    [
      "pyodbc.OperationalError: ('HYT00', '[HYT00] [Microsoft][ODBC Driver 18 for SQL Server]Login timeout expired (0) (SQLDriverConnect)')",
    ],
    /SQL Server|database/,
  ],
  [
    'httpx',
    ['Traceback (most recent call last):', 'httpx.ConnectError: All connection attempts failed'],
    /HTTP service/,
  ],
  [
    'ioredis',
    [
      '[ioredis] Unhandled error event: Error: connect ECONNREFUSED 10.0.0.4:6379',
      'MaxRetriesPerRequestError: Reached the max retries per request limit (which is 20).',
    ],
    /10\.0\.0\.4|Redis/,
  ],
  ['Elasticsearch', ['ConnectionError: connect ECONNREFUSED 10.0.0.6:9200'], /10\.0\.0\.6|Elastic/],
  [
    'Keycloak',
    [
      'ERROR: Failed to obtain JDBC connection',
      'ERROR: The connection attempt failed.',
      'Caused by: java.net.SocketTimeoutException: Connect timed out',
    ],
    /timed out|database/,
  ],
  [
    'a Kafka admin client',
    ['org.apache.kafka.common.errors.TimeoutException: Timed out waiting for a node assignment. Call: describeTopics'],
    /Kafka/,
  ],
  [
    'a Kafka producer',
    ['org.apache.kafka.common.errors.TimeoutException: Topic orders not present in metadata after 60000 ms.'],
    /Kafka/,
  ],
  [
    'Oracle',
    ['oracledb.exceptions.DatabaseError: ORA-12541: Cannot connect. No listener at host 10.0.0.4 port 1521.'],
    /Oracle/,
  ],
  [
    'Cassandra',
    [
      "cassandra.cluster.NoHostAvailable: ('Unable to connect to any servers', {'10.0.0.4:9042': ConnectionRefusedError(111)})",
    ],
    /data store|refused|reached/,
  ],
];

describe('app.dependency-unreachable', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.dependency-unreachable');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    ['a name that does not resolve', ['Error: getaddrinfo ENOTFOUND db.internal']],
    ['a rejected password', ['FATAL:  password authentication failed for user "app"']],
    ['a port in use', ['Error: listen EADDRINUSE: address already in use :::8080']],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(dependencyUnreachable, crashed(lines))).toBe(false);
  });
});
