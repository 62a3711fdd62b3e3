import { describe, expect, test } from 'vitest';
import { dnsFailure } from './app.dns-failure';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'Node',
    [
      'Error: getaddrinfo ENOTFOUND orders-db.internal',
      '    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26) {',
      '  errno: -3008,',
      "  code: 'ENOTFOUND',",
      "  hostname: 'orders-db.internal'",
      '}',
    ],
    /orders-db\.internal/,
  ],
  ['Node again', ['Error: getaddrinfo EAI_AGAIN redis'], /redis/],
  ['MongoDB SRV', ['MongoAPIError: querySrv ENOTFOUND _mongodb._tcp.cluster0.mongodb.net'], /cluster0/],
  [
    'psycopg2',
    [
      'Traceback (most recent call last):',
      'psycopg2.OperationalError: could not translate host name "orders-db" to address: Name or service not known',
    ],
    /orders-db/,
  ],
  [
    'socket.gaierror',
    ['Traceback (most recent call last):', 'socket.gaierror: [Errno -3] Temporary failure in name resolution'],
    /resolve/,
  ],
  [
    'requests',
    [
      'Traceback (most recent call last):',
      "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.partner.test', port=443): Max retries exceeded with url: / (Caused by NameResolutionError(\"<urllib3.connection.HTTPSConnection object at 0x7f>: Failed to resolve 'api.partner.test' ([Errno -2] Name or service not known)\"))",
    ],
    /api\.partner\.test/,
  ],
  [
    'aiohttp',
    [
      'Traceback (most recent call last):',
      'aiohttp.client_exceptions.ClientConnectorDNSError: Cannot connect to host api.partner.test:443 ssl:default [Name or service not known]',
    ],
    /resolve/,
  ],
  ['Go', ['2026/06/20 04:00:01 dial tcp: lookup orders-db on 127.0.0.11:53: no such host'], /orders-db/],
  [
    'Go misbehaving',
    ['panic: dial tcp: lookup queue.servicebus.windows.net on 168.63.129.16:53: server misbehaving'],
    /queue\.servicebus/,
  ],
  [
    'Java',
    ['Caused by: java.net.UnknownHostException: orders-db.internal: Name or service not known'],
    /orders-db\.internal/,
  ],
  [
    '.NET',
    [
      'Unhandled exception. System.Net.Http.HttpRequestException: Name or service not known (api.partner.test:443)',
      ' ---> System.Net.Sockets.SocketException (0xFFFDFFFF): Name or service not known',
    ],
    /resolve/,
  ],
  [
    '.NET on Alpine',
    ['Unhandled exception. System.Net.Sockets.SocketException (00000001, 11): Resource temporarily unavailable'],
    /resolve/,
  ],
  [
    'PHP',
    [
      'PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] php_network_getaddresses: getaddrinfo for mysql failed: Name or service not known',
    ],
    /mysql|resolve/,
  ],
  [
    'Ruby',
    ["/usr/local/lib/ruby/3.2.0/socket.rb:227:in `foreach': getaddrinfo: Name or service not known (SocketError)"],
    /resolve/,
  ],
  [
    'nginx',
    ['2026/06/20 04:00:01 [emerg] 1#1: host not found in upstream "api-backend" in /etc/nginx/conf.d/default.conf:14'],
    /api-backend/,
  ],
  ['curl', ['curl: (6) Could not resolve host: config.internal'], /config\.internal/],
  [
    'redis-py',
    ['redis.exceptions.ConnectionError: Error -2 connecting to cache.internal:6379. Name or service not known.'],
    /resolve/,
  ],
  ['MySQL client', ["ERROR 2005 (HY000): Unknown MySQL server host 'mysql' (-2)"], /mysql/],
  [
    'Rust',
    [
      'Error: error sending request for url (https://api.partner.test/): error trying to connect: dns error: failed to lookup address information: Name or service not known',
    ],
    /resolve/,
  ],
  ['psql', ['psql: error: could not translate host name "db" to address: Temporary failure in name resolution'], /db/],
];

describe('app.dns-failure', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.dns-failure');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    ['a Spring placeholder', ['Could not resolve placeholder \'a.b\' in value "#{a.b}"']],
    ['a module that does not resolve', ['Error: Could not resolve "./routes.js" from src/app.js']],
    ['a refused connection', ['Error: connect ECONNREFUSED 10.0.0.4:5432']],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(dnsFailure, crashed(lines))).toBe(false);
  });
});
