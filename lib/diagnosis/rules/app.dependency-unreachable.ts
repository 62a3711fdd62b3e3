import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal, telling } from '@/lib/diagnosis/console/signature';
import { steps } from '@/lib/diagnosis/next-steps';
import type { ConsoleMatch, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';

export const dependencyUnreachable: Rule = {
  cause: 'app.dependency-unreachable',
  attribution: 'configuration',
  docs: {
    says: 'The process gave up because a dependency (database, cache, broker, HTTP service) refused the connection or did not answer.',
    evidence:
      'The last failure in the console before the exit is a refused or timed-out connection; host and port are read from it.',
    limits:
      'The same lines appear in healthy logs while a client reconnects: only the last failure before an end counts, and one that the program says it lives with is left out. A name that does not resolve is app.dns-failure, a rejected credential app.auth-failure.',
  },
  signatures: [
    fatal(
      'node-econnrefused',
      'econnrefused',
      /\bconnect ECONNREFUSED (?<host>[\w.:[\]-]{1,120}?)(?::(?<port>\d{1,5}))?(?=\s|$|["',}])/,
      'The connection to {host}:{port|its port} was refused',
    ),
    telling('econnrefused', 'econnrefused', /\bECONNREFUSED\b/, 'A connection was refused'),
    fatal(
      'node-etimedout',
      'etimedout',
      /\bconnect ETIMEDOUT (?<host>[\w.:[\]-]{1,120}?)(?::(?<port>\d{1,5}))?(?=\s|$|["',}])/,
      'The connection to {host}:{port|its port} timed out',
    ),
    telling(
      'etimedout',
      'etimedout ehostunreach enetunreach',
      /\b(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/,
      'A connection timed out',
    ),
    telling(
      'connection-refused',
      'refused connectionrefused connectionrefusederror',
      /\b(?:[Cc]onnection (?:was )?(?:actively )?refused|refused the connection|actively refused it|ConnectionRefused(?:Error)?|Connection refused)\b/i,
      'A connection was refused',
    ),
    telling(
      'refused-host-port',
      'refused',
      /(?<host>\b[a-zA-Z\d][\w.-]{2,120}):(?<port>\d{2,5})[\s'")\]]{0,3}.{0,60}(?:connection refused|refused)/i,
      'The connection to {host}:{port} was refused',
    ),
    fatal(
      'postgres-client',
      'connect connection server',
      /\b(?:connection to server at "(?<host>[^"]{1,120})"(?: \([\da-f.:]{1,45}\))?, port (?<port>\d{1,5}) failed: (?:Connection refused|Connection timed out|timeout expired|No route to host|could not receive|server closed)|could not connect to server: (?:Connection refused|Connection timed out|No route))/i,
      'PostgreSQL at {host|the configured host} cannot be reached',
    ),
    fatal(
      'jdbc-postgres',
      'connection',
      /\bConnection to (?<host>[\w.-]{1,120}):(?<port>\d{1,5}) refused/,
      'PostgreSQL at {host}:{port} refused the connection',
    ),
    telling(
      'postgres-closed',
      'server database',
      /server closed the connection unexpectedly|the database system is (?:starting up|not yet accepting connections)/,
      'The database closed the connection',
    ),
    fatal(
      'jdbc-communications-link',
      'communications',
      /\bCommunications link failure\b/,
      'The database cannot be reached',
    ),
    fatal(
      'jdbc-connection',
      'connection sqlnontransientconnectionexception sqltransientconnectionexception connect',
      /\b(?:Unable to obtain (?:isolated )?JDBC [Cc]onnection|Could not (?:create|open) (?:a )?connection to (?:the )?database server|Socket fail to connect to host:|Could not connect to address=|Connection is not available, request timed out after|Unable to acquire JDBC Connection)/,
      'The database cannot be reached',
    ),
    fatal(
      'sqlserver-jdbc',
      'tcp',
      /The TCP\/IP connection to the host (?<host>[\w.-]{1,120}), port (?<port>\d{1,5}) has failed/,
      'SQL Server at {host}:{port} cannot be reached',
    ),
    fatal(
      'sqlserver-network',
      'network',
      /A network-related or instance-specific error occurred while establishing a connection/,
      'SQL Server cannot be reached',
    ),
    fatal(
      'sqlserver-odbc',
      'hyt00 08001 login',
      /\[(?:HYT00|08001)\].{0,120}(?:Login timeout expired|TCP Provider|Unable to connect|Named Pipes)/i,
      'SQL Server cannot be reached',
    ),
    fatal(
      'sqlserver-timeout',
      'sqlexception',
      /\bSqlException\b.{0,60}(?:Connection Timeout Expired|error: (?:40|26|35)\b|The server was not found|pre-login handshake)/,
      'SQL Server cannot be reached',
    ),
    fatal(
      'mysql-client',
      'connect 2002 2003 1130',
      /\b(?:Can't connect to (?:local )?(?:MySQL|MariaDB) server (?:on|through socket) ['"]?(?<host>[\w./:-]{1,120})|SQLSTATE\[HY000\] \[200[23]\](?! php_network))/,
      'MySQL at {host|the configured host} cannot be reached',
    ),
    fatal(
      'mysql-unable',
      'unable',
      /\bUnable to connect to any of the specified MySQL hosts/,
      'MySQL cannot be reached',
    ),
    fatal(
      'mongo-server-selection',
      'mongoserverselectionerror mongooseserverselectionerror serverselectiontimeouterror mongotimeoutexception mongonetworkerror',
      /\b(?:Mongo(?:ose)?ServerSelectionError|ServerSelectionTimeoutError|MongoTimeoutException|MongoNetworkError)\b/,
      'MongoDB cannot be reached',
    ),
    fatal(
      'mongo-selection-timeout',
      'selection server selecting',
      /\bserver selection (?:error|timed? ?out)\b|A timeout occurr?ed after \d+ ?ms selecting a server/i,
      'MongoDB cannot be reached',
    ),
    fatal(
      'redis-client',
      'redis redisconnectionexception redisconnectionfailureexception',
      /\b(?:RedisConnectionException|It was not possible to connect to the redis server|Unable to connect to Redis|Redis::CannotConnectError|RedisConnectionFailureException)\b/i,
      'Redis cannot be reached',
    ),
    fatal(
      'redis-python',
      'connecting',
      /\bError (?:111|110|113) connecting to (?<host>[\w.-]{1,120}):(?<port>\d{1,5})/,
      'Redis at {host}:{port} cannot be reached',
    ),
    telling(
      'redis-socket',
      'redis ioredis',
      /\b(?:\[ioredis\]|Redis (?:Client )?Error|redis)\b.{0,60}(?:ECONNREFUSED|ETIMEDOUT|connect|timeout|Socket closed)/i,
      'Redis cannot be reached',
    ),
    fatal(
      'max-retries-per-request',
      'maxretriesperrequesterror',
      /\bMaxRetriesPerRequestError\b/,
      'Redis cannot be reached',
    ),
    fatal(
      'rabbitmq',
      'amqp rabbitmq amqpconnectionerror brokerunreachableexception connect specified refused',
      /\b(?:BrokerUnreachableException|None of the specified endpoints were reachable|AMQPConnectionError|Cannot connect to amqps?:\/\/\S{0,120}|ACCESS_REFUSED - Login)/,
      'The message broker cannot be reached',
    ),
    telling(
      'celery-broker',
      'consumer',
      /\bconsumer: Cannot connect to (?<host>\S{1,160}?): /,
      'The Celery broker {host} cannot be reached',
    ),
    fatal(
      'kafka',
      'kafka bootstrap nobrokersavailable kafkajsconnectionerror broker metadata kafkajsnumberofretriesexceedederror',
      /\b(?:NoBrokersAvailable|KafkaJS(?:Connection|NumberOfRetriesExceeded)Error|Failed to (?:construct kafka|update metadata after)|kafka: client has run out of available brokers|Bootstrap broker \S{1,120} (?:disconnected|\(id))/,
      'Kafka cannot be reached',
    ),
    fatal(
      'kafka-admin',
      'node broker transport topic metadata brokers down',
      /Timed out waiting for a node assignment|\bTopic \S{1,160} not present in metadata after \d+ ?ms|Failed to (?:get|fetch) (?:topic |cluster )?metadata\b|Local: (?:Broker transport failure|All broker connections are down)|_ALL_BROKERS_DOWN|\b\d+\/\d+ brokers are down|Connection to node -?\d+ \((?<host>[\w.-]{0,120})\/?[^)]{0,60}:(?<port>\d{1,5})\) could not be established/,
      'Kafka cannot be reached ({host|see the line})',
    ),
    fatal(
      'oracle-listener',
      'ora tns adapter',
      /\bORA-(?:12541|12170|12514|12543|12545|12547|12537|03113)\b|TNS: ?no listener|The Network Adapter could not establish the connection/i,
      'Oracle cannot be reached',
    ),
    fatal(
      'cassandra-neo4j-zookeeper',
      'nohostavailable nohostavailableexception allnodesfailedexception serviceunavailable zookeeper connectionloss keepererrorcode',
      /\b(?:NoHostAvailable(?:Exception)?|AllNodesFailedException|neo4j\.exceptions\.ServiceUnavailable|KeeperErrorCode = ConnectionLoss|Timed? ?out waiting for connection while in state: CONNECTING)/,
      'No node of the data store can be reached',
    ),
    fatal(
      'elasticsearch',
      'elasticsearch living connectionerror elastic nonodeavailableexception',
      /\b(?:No Living connections|elastic_transport\.ConnectionError|NoNodeAvailableException|ConnectionError: connect ECONN)/i,
      'Elasticsearch cannot be reached',
    ),
    fatal(
      'prisma-p1001',
      'p1001 p1002 reach',
      /\bP100[12]\b|Can't reach database server at [`'"]?(?<host>[\w.-]{1,120})[`'"]?:[`'"]?(?<port>\d{1,5})/,
      'Prisma cannot reach the database at {host|the configured host}',
    ),
    fatal(
      'sequelize',
      'sequelizeconnectionrefusederror sequelizeconnectionerror sequelizehostnotreachableerror sequelizeconnectionacquiretimeouterror sequelizeconnectiontimedouterror',
      /\bSequelize(?:ConnectionRefused|HostNotReachable|ConnectionTimedOut|ConnectionAcquireTimeout)Error\b/,
      'The database cannot be reached',
    ),
    fatal(
      'typeorm',
      'typeormmodule database',
      /\bUnable to connect to the database\b/i,
      'The database cannot be reached',
    ),
    fatal('knex-timeout', 'knextimeouterror', /KnexTimeoutError/, 'The database cannot be reached'),
    fatal(
      'npgsql',
      'npgsqlexception',
      /\bNpgsqlException\b.{0,60}(?:Failed to connect to (?<host>[\w.:-]{1,120})|Exception while connecting|The operation has timed out)/,
      'PostgreSQL at {host|the configured host} cannot be reached',
    ),
    fatal(
      'python-db-refused',
      'operationalerror interfaceerror',
      /\b(?:OperationalError|InterfaceError)\b.{0,160}(?:Connection refused|timed? ?out|timeout|Can't connect|could not connect|No route to host|unreachable)/i,
      'The database cannot be reached',
    ),
    fatal(
      'python-errno',
      'errno',
      /\[Errno (?:111|110|113|101)\] (?:Connection refused|Connect call failed|Connection timed out|No route to host|Network is unreachable)(?: \('(?<host>[^']{1,120})', (?<port>\d{1,5})\))?/,
      'The connection to {host|a dependency} was refused or timed out',
    ),
    fatal(
      'python-connect-call',
      'connect',
      /Connect call failed \('(?<host>[^']{1,120})', (?<port>\d{1,5})/,
      'The connection to {host}:{port} was refused',
    ),
    fatal(
      'requests-max-retries',
      'pool httpconnectionpool httpsconnectionpool',
      /HTTPS?ConnectionPool\(host='(?<host>(?!localhost', port=42356)[^']{1,120})', port=(?<port>\d{1,5})\): Max retries exceeded(?!.*(?:resolution|Name or service))/,
      '{host}:{port} cannot be reached',
    ),
    telling(
      'python-httpx',
      'connecterror connecttimeout requests httpcore aiohttp httpx',
      /\b(?:httpx|httpcore|aiohttp|requests)\.\S{0,60}(?:ConnectError|ConnectTimeout|ReadTimeout|ClientConnectorError|ServerTimeoutError)/,
      'An HTTP service cannot be reached',
    ),
    fatal(
      'go-dial',
      'dial',
      /\bdial (?:tcp|udp)[46]? (?<host>[\w.:[\]-]{1,120}?):(?<port>\d{1,5}): (?:connect: connection refused|i\/o timeout|connect: connection timed out|connect: no route to host|connect: network is unreachable|context deadline exceeded)/,
      'The connection to {host}:{port} was refused or timed out',
    ),
    telling('go-deadline', 'deadline', /\bcontext deadline exceeded\b/, 'A call did not end in time'),
    fatal(
      'grpc-unavailable',
      'unavailable',
      /\brpc error: code = Unavailable\b|StatusCode(?:=|\.)"?(?:UNAVAILABLE|Unavailable)|io\.grpc\.StatusRuntimeException: UNAVAILABLE/,
      'A gRPC service cannot be reached',
    ),
    fatal(
      'java-connect-exception',
      'connectexception sockettimeoutexception noroutetohostexception httphostconnectexception connecttimeoutexception',
      /\b(?:ConnectException|HttpHostConnectException|NoRouteToHostException|SocketTimeoutException|ConnectTimeoutException)\b:? ?(?:.{0,80}?(?:to |: )(?<host>[a-zA-Z\d][\w.-]{2,120})[:/](?<port>\d{2,5}))?/,
      'The connection to {host|a dependency} was refused or timed out',
    ),
    fatal(
      'spring-cloud-config',
      'propertysource',
      /Could not locate PropertySource and the (?:fail fast property is set|resource is not optional)/,
      'The configuration server cannot be reached',
    ),
    fatal(
      'dotnet-socket',
      'socketexception',
      /\bSocketException\b.{0,40}(?:\((?:111|110|113|101)\)|Connection refused|timed out|No route).{0,60}?(?<host>[\w.-]{2,120}:\d{1,5})?/,
      'The connection to {host|a dependency} was refused or timed out',
    ),
    fatal(
      'dotnet-http-refused',
      'refused httprequestexception',
      /\bHttpRequestException: (?:Connection refused|No connection could be made|Connection timed out|A connection attempt failed) \((?<host>[\w.-]{1,120}):(?<port>\d{1,5})\)/,
      'The connection to {host}:{port} was refused',
    ),
    fatal(
      'rust-connection',
      'connectionrefused connect pooltimedout os',
      /\b(?:kind: ConnectionRefused|Os \{ code: 111\b|tcp connect error|PoolTimedOut|error trying to connect)/,
      'A connection was refused',
    ),
    fatal(
      'ruby-connection',
      'connectionbad econnrefused pg activerecord connectionnotestablished cannotconnecterror connectionerror',
      /\b(?:PG::ConnectionBad|ActiveRecord::(?:ConnectionNotEstablished|DatabaseConnectionError)|Errno::ECONNREFUSED|Mysql2::Error::ConnectionError|Redis::CannotConnectError)\b/,
      'The database cannot be reached',
    ),
    fatal(
      'php-connection',
      'sqlstate',
      /SQLSTATE\[(?:08006|HY000)\] \[(?:7|2002)\](?!.{0,40}getaddrinfo)/,
      'The database cannot be reached',
    ),
    fatal(
      'wait-for-timeout',
      'wait waiting timeout timed dockerize wait4x',
      /\b(?:wait-for-it\.sh|wait-for|dockerize|wait4x|wait-on)\b.{0,80}(?:timeout|timed out|not available).{0,60}/i,
      'A start-up script waited in vain for a dependency',
    ),
    fatal(
      'waited-for-host',
      'waiting timeout timed unavailable reach reaching',
      /\b(?:timed out|timeout|gave up|giving up|failed) (?:while |after \S{1,12} )?(?:waiting for|trying to reach|reaching) (?<host>[a-zA-Z\d][\w.-]{1,100})(?::(?<port>\d{2,5}))?/i,
      '{host} did not become reachable in time',
    ),
    fatal(
      'nginx-upstream-refused',
      'upstream failed',
      /\[emerg\].{0,80}(?:connect\(\) failed)/,
      'nginx cannot reach its upstream',
    ),
    fatal(
      'connection-to-host',
      'connection',
      /\b[Cc]onnection to (?:server )?['"]?(?<host>[a-zA-Z\d][\w.-]{1,120})['"]?(?::(?<port>\d{2,5}))? (?:timed? ?out|failed|was refused|could not be (?:made|established)|cannot be (?:made|established))/,
      'The connection to {host} failed',
    ),
    fatal(
      'tls-cut-off',
      'disconnected socket',
      /\bdisconnected before secure TLS connection was established|\bsocket hang up\b/,
      'A dependency closed the connection',
    ),
    fatal(
      'no-servers-available',
      'servers nats',
      /\bno servers available for connection|could not connect to any (?:servers?|of the)/i,
      'No server of a dependency can be reached',
    ),
    telling(
      'is-unreachable',
      'unreachable unavailable connectiontimeout',
      /\b(?<host>[A-Za-z][\w.-]{1,80})(?::(?<port>\d{2,5}))? (?:is|was|seems) (?:currently |temporarily )?(?:unreachable|not reachable|unavailable)\b|\bConnectionTimeout\b/,
      '{host|A dependency} is unreachable',
    ),
    telling(
      'unable-to-connect',
      'connect connection reach database establish',
      /\b(?:(?:unable|failed|not able) to (?:connect|reach|establish (?:a )?connection)|could not (?:connect|reach|establish)|cannot connect|can't connect|connection (?:attempt )?(?:timed out|timeout|failed))\b(?: to)?(?: the)? ?["'`]?(?<host>[a-zA-Z\d][\w.-]{2,100})?(?::(?<port>\d{2,5}))?/i,
      'The connection to {host|a dependency} failed',
    ),
    inOtherLanguages('refused', 'A connection was refused or timed out'),
  ],
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.dependency-unreachable',
      nextSteps: (c, match) => [
        steps.tryFromInside(
          c,
          `sh -c "nc -zvw5 ${targetOf(match)}"`,
          'Try the connection from a living replica (nc or curl must be in the image)',
        ),
        steps.outboundAddresses(
          c,
          'If the dependency has a firewall, allow these outbound addresses or use a private endpoint',
        ),
        steps.showTemplate(
          c,
          'Check host and port in the settings',
          'properties.template.containers[].{name:name,env:env}',
        ),
      ],
    }),
};

function targetOf(match: ConsoleMatch): string {
  const { host, port } = match.groups;
  const isPlain = host !== undefined && /^[\w.-]+$/.test(host);
  return `${isPlain ? host : '<host>'} ${port ?? '<port>'}`;
}
