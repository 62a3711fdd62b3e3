import { describe, expect, test } from 'vitest';
import { badConfigValue } from './app.bad-config-value';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'a Node port check',
    [
      'Error: PORT must be an integer between 1 and 65535, received "0"',
      '    at loadConfig (/app/config.js:8:11)',
      'Node.js v20.11.1',
    ],
    /PORT/,
  ],
  [
    'int() of a setting',
    [
      'Traceback (most recent call last):',
      '  File "/app/settings.py", line 21, in <module>',
      '    WORKERS = int(os.environ["WORKERS"])',
      "ValueError: invalid literal for int() with base 10: 'four'",
    ],
    /four/,
  ],
  [
    'a URL in Node',
    [
      'TypeError [ERR_INVALID_URL]: Invalid URL',
      '    at new NodeError (node:internal/errors:405:5)',
      "  code: 'ERR_INVALID_URL',",
      "  input: 'localhost:8080'",
    ],
    /URL/,
  ],
  [
    'a .NET URI',
    [
      'Unhandled exception. System.UriFormatException: Invalid URI: The format of the URI could not be determined.',
      '   at System.Uri.CreateThis(String uri, Boolean dontEscape)',
    ],
    /URI/,
  ],
  [
    'a .NET connection string',
    [
      'Unhandled exception. System.ArgumentException: Format of the initialization string does not conform to specification starting at index 0.',
    ],
    /connection string/i,
  ],
  [
    'a .NET connection keyword',
    ["Unhandled exception. System.ArgumentException: Keyword not supported: 'sslmode'."],
    /connection string/i,
  ],
  [
    'a storage connection string',
    ['System.FormatException: No valid combination of account information found.'],
    /connection string/i,
  ],
  [
    'Service Bus',
    [
      'Unhandled exception. System.FormatException: The connection string could not be parsed; either it was malformed or contains no well-known tokens.',
    ],
    /connection string/i,
  ],
  [
    '.NET binding',
    [
      "Unhandled exception. System.InvalidOperationException: Failed to convert configuration value at 'Cache:Minutes' to type 'System.Int32'.",
    ],
    /Cache:Minutes/,
  ],
  [
    'Spring binding',
    [
      '***************************',
      'APPLICATION FAILED TO START',
      '***************************',
      'Description:',
      "Failed to bind properties under 'server.port' to java.lang.Integer:",
      '    Reason: failed to convert java.lang.String to java.lang.Integer',
    ],
    /server\.port/,
  ],
  ['a Java number', ['Exception in thread "main" java.lang.NumberFormatException: For input string: "5s"'], /5s/],
  [
    'a JDBC URL',
    [
      'Caused by: java.lang.RuntimeException: Driver org.postgresql.Driver claims to not accept jdbcUrl, postgres://db:5432/app',
    ],
    /JDBC/,
  ],
  [
    'a JVM option',
    [
      "Unrecognized VM option 'MaxPermSize=256m'",
      'Error: Could not create the Java Virtual Machine.',
      'Error: A fatal exception has occurred. Program will exit.',
    ],
    /JVM/,
  ],
  ['a Go duration', ['2026/06/20 04:00:01 invalid TIMEOUT: time: missing unit in duration "30"'], /parse/],
  ['Go strconv', ['panic: strconv.Atoi: parsing "eight": invalid syntax', '', 'goroutine 1 [running]:'], /eight|parse/],
  ['a Go flag', ['flag provided but not defined: -listen-addr', 'Usage of /app/server:'], /listen-addr/],
  ['a Go URL', ['2026/06/20 04:00:01 parse "postgres://app:p@ss#1@db/app": invalid port ":p@ss" after host'], /URL/],
  [
    'argparse',
    ['usage: server.py [-h] [--port PORT]', "server.py: error: argument --port: invalid int value: 'abc'"],
    /command line/,
  ],
  [
    'a nginx directive',
    ['2026/06/20 04:00:01 [emerg] 1#1: unknown directive "proxy_passs" in /etc/nginx/conf.d/default.conf:12'],
    /nginx/,
  ],
  [
    'nginx without upstream value',
    ['nginx: [emerg] invalid number of arguments in "proxy_pass" directive in /etc/nginx/conf.d/default.conf:9'],
    /nginx/,
  ],
  [
    'a YAML file',
    [
      'yaml.scanner.ScannerError: mapping values are not allowed here',
      '  in "/etc/app/config.yaml", line 4, column 12',
    ],
    /cannot be parsed/,
  ],
  [
    'Go YAML',
    [
      '2026/06/20 04:00:01 failed to load config: yaml: unmarshal errors:',
      '  line 3: cannot unmarshal !!str `abc` into int',
    ],
    /cannot be parsed/,
  ],
  [
    'a MongoDB scheme',
    ['MongoParseError: Invalid scheme, expected connection string to start with "mongodb://" or "mongodb+srv://"'],
    /connection string/i,
  ],
  [
    'Redis URL in Python',
    [
      'Traceback (most recent call last):',
      'ValueError: Redis URL must specify one of the following schemes (redis://, rediss://, unix://)',
    ],
    /Redis/,
  ],
  [
    'SQLAlchemy',
    [
      'Traceback (most recent call last):',
      "sqlalchemy.exc.ArgumentError: Could not parse SQLAlchemy URL from string ''",
    ],
    /URL/,
  ],
  [
    'Prisma URL',
    [
      'Error: Prisma schema validation - (get-config wasm)',
      'Error code: P1012',
      'error: Error validating datasource `db`: the URL must start with the protocol `postgresql://` or `postgres://`.',
    ],
    /Prisma|URL/,
  ],
  [
    'a failed Prisma migration',
    ['Error: P3009', 'migrate found failed migrations in the target database, new migrations will not be applied.'],
    /migration/,
  ],
  ['refusing root', ['Must not run with sudo'], /root/],
  ['PostgreSQL as root', ['"root" execution of the PostgreSQL server is not permitted.'], /root/],
  [
    'Redis config',
    [
      '*** FATAL CONFIG FILE ERROR (Redis 7.2.4) ***',
      'Reading the configuration file, at line 2',
      ">>> 'maxmemoryy 100mb'",
      'Bad directive or wrong number of arguments',
    ],
    /Redis/,
  ],
  [
    'a log level',
    ["ValueError: Unknown level: 'VERBOSE'", 'Error: invalid value for LOG_LEVEL: "VERBOSE"'],
    /LOG_LEVEL/,
  ],
  ['a Postgres parameter', ['FATAL:  invalid value for parameter "max_connections": "lots"'], /max_connections/],
  [
    'a broken PEM',
    [
      'Error: error:1E08010C:DECODER routines::unsupported',
      '    at Sign.sign (node:internal/crypto/sig:131:29)',
      'Error: secretOrPrivateKey: no start line PEM routines',
    ],
    /key|certificate/i,
  ],
  [
    'JSON settings',
    [
      "Unhandled exception. System.IO.InvalidDataException: Failed to load configuration from file '/app/appsettings.Production.json'.",
      ' ---> System.FormatException: Could not parse the JSON file.',
    ],
    /appsettings/,
  ],
  [
    'Vault-like config',
    ['Error loading configuration: error parsing configuration file: 3 error(s) occurred'],
    /configuration/i,
  ],
  [
    'Caddy',
    ['Error: adapting config using caddyfile: /etc/caddy/Caddyfile:3: unrecognized directive: proxypass'],
    /configuration/,
  ],
  [
    'Envoy',
    [
      "error initializing configuration '/etc/envoy/envoy.yaml': Protobuf message (type envoy.config.bootstrap.v3.Bootstrap) has unknown fields",
    ],
    /configuration/,
  ],
  [
    'an OpenTelemetry collector',
    ["Error: failed to get config: cannot unmarshal the configuration: 1 error(s) decoding: 'exporters' unknown type"],
    /configuration/,
  ],
  [
    'n8n',
    [
      'Error: Mismatching encryption keys. The encryption key in the settings file /home/node/.n8n/config does not match the N8N_ENCRYPTION_KEY env var.',
    ],
    /key/,
  ],
  [
    'a fatal JSON line',
    ['{"level":"fatal","ts":1718102233.1,"msg":"invalid configuration: listen address is not valid"}'],
    /configuration/,
  ],
];

describe('app.bad-config-value', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.bad-config-value');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    ['a value that is missing', ["KeyError: 'ORDERS_DSN'"]],
    ['a refused connection', ['Error: connect ECONNREFUSED 10.0.0.4:5432']],
    ['an uncaught TypeError', ["TypeError: Cannot read properties of undefined (reading 'id')", 'Node.js v20.11.1']],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(badConfigValue, crashed(lines))).toBe(false);
  });
});
