import { describe, expect, test } from 'vitest';
import { missingConfig } from './app.missing-config';
import { caseOf, crashed, life, speaks, verdict } from './testing';

const named: [string, string[], RegExp][] = [
  [
    'a Python KeyError from os.environ',
    [
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 9, in <module>',
      '    dsn = os.environ["ORDERS_DSN"]',
      '  File "<frozen os>", line 685, in __getitem__',
      "KeyError: 'ORDERS_DSN'",
    ],
    /ORDERS_DSN/,
  ],
  [
    'Django’s SECRET_KEY',
    [
      'Traceback (most recent call last):',
      'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.',
    ],
    /SECRET_KEY/,
  ],
  [
    'django-environ',
    ['django.core.exceptions.ImproperlyConfigured: Set the DATABASE_URL environment variable'],
    /DATABASE_URL/,
  ],
  [
    'pydantic settings',
    [
      'pydantic_core._pydantic_core.ValidationError: 2 validation errors for Settings',
      'db_host',
      '  Field required [type=missing, input_value={}, input_type=dict]',
    ],
    /settings/i,
  ],
  [
    'python-decouple',
    ['decouple.UndefinedValueError: STRIPE_KEY not found. Declare it as envvar or define a default value.'],
    /STRIPE_KEY/,
  ],
  [
    'a Node check',
    [
      '/app/config.js:12',
      '    throw new Error(`Missing required environment variable: JWT_SECRET`);',
      'Error: Missing required environment variable: JWT_SECRET',
      '    at Object.<anonymous> (/app/config.js:12:11)',
      'Node.js v20.11.1',
    ],
    /JWT_SECRET/,
  ],
  [
    'envalid',
    [
      '================================',
      ' Invalid environment variables:',
      '    API_URL: undefined',
      '================================',
    ],
    /API_URL/,
  ],
  [
    'NestJS with Joi',
    [
      '[Nest] 1  - 06/20/2026, 4:00:01 AM   ERROR [ExceptionHandler] Config validation error: "DATABASE_HOST" is required',
      'Error: Config validation error: "DATABASE_HOST" is required',
    ],
    /DATABASE_HOST/,
  ],
  [
    'zod in a Node start',
    ['❌ Invalid environment variables: { DATABASE_URL: [ "Required" ] }', 'Error: Invalid environment variables'],
    /DATABASE_URL/,
  ],
  ['Prisma', ['error: Environment variable not found: DATABASE_URL.', '  -->  schema.prisma:10'], /DATABASE_URL/],
  [
    'passport-jwt',
    [
      'TypeError: JwtStrategy requires a secret or key',
      '    at new JwtStrategy (/app/node_modules/passport-jwt/lib/strategy.js:45:15)',
    ],
    /secret/,
  ],
  [
    'the OpenAI client',
    [
      'OpenAIError: The OPENAI_API_KEY environment variable is missing or empty; either provide it, or instantiate the OpenAI client with an apiKey option',
    ],
    /OPENAI_API_KEY/,
  ],
  [
    'Spring',
    [
      'Caused by: java.lang.IllegalArgumentException: Could not resolve placeholder \'payments.api.key\' in value "#{payments.api.key}"',
    ],
    /payments\.api\.key/,
  ],
  [
    'Spring without a data source',
    [
      '***************************',
      'APPLICATION FAILED TO START',
      '***************************',
      'Description:',
      "Failed to configure a DataSource: 'url' attribute is not specified and no embedded datasource could be configured.",
    ],
    /data source/,
  ],
  [
    'Quarkus',
    [
      'ERROR [io.qua.run.Application] (main) Failed to start application: java.util.NoSuchElementException: SRCFG00014: The config property orders.topic is required but it could not be found in any config source',
    ],
    /orders\.topic/,
  ],
  [
    '.NET ArgumentNullException',
    [
      "Unhandled exception. System.ArgumentNullException: Value cannot be null. (Parameter 'connectionString')",
      '   at Npgsql.NpgsqlConnection..ctor(String connectionString)',
      '   at Program.<Main>$(String[] args) in /src/Program.cs:line 14',
    ],
    /connectionString/,
  ],
  [
    '.NET InvalidOperationException',
    [
      "Unhandled exception. System.InvalidOperationException: Connection string 'DefaultConnection' not found.",
      '   at Program.<Main>$(String[] args)',
    ],
    /DefaultConnection/,
  ],
  [
    '.NET options',
    [
      "Unhandled exception. Microsoft.Extensions.Options.OptionsValidationException: DataAnnotation validation failed for 'SmtpOptions' members: 'Host' with the error: 'The Host field is required.'.",
    ],
    /option/i,
  ],
  [
    '.NET configuration',
    ["Unhandled exception. System.InvalidOperationException: Section 'Jwt' not found in configuration."],
    /Jwt/,
  ],
  ['Go envconfig', ['2026/06/20 04:00:01 required key PAYMENT_TOKEN missing value'], /PAYMENT_TOKEN/],
  [
    'Go caarlos0/env',
    ['panic: env: required environment variable "QUEUE_NAME" is not set', '', 'goroutine 1 [running]:'],
    /QUEUE_NAME/,
  ],
  ['Go log.Fatal', ['2026/06/20 04:00:01 DATABASE_URL must be set'], /DATABASE_URL/],
  ['Go with $', ['2026/06/20 04:00:01 $PORT must be set'], /PORT/],
  [
    'Rust',
    [
      "thread 'main' panicked at src/main.rs:12:40:",
      'DATABASE_URL must be set: NotPresent',
      'note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace',
    ],
    /DATABASE_URL|environment variable/,
  ],
  [
    'Ruby',
    ['/app/config.rb:3:in `fetch\': key not found: "REDIS_URL" (KeyError)', "\tfrom /app/config.rb:3:in `<main>'"],
    /REDIS_URL/,
  ],
  [
    'Rails',
    [
      'rails aborted!',
      "ArgumentError: Missing `secret_key_base` for 'production' environment, set this string with `bin/rails credentials:edit`",
    ],
    /secret_key_base/,
  ],
  ['Laravel', ['production.ERROR: No application encryption key has been specified.'], /APP_KEY/],
  [
    'Symfony',
    [
      'PHP Fatal error:  Uncaught Symfony\\Component\\DependencyInjection\\Exception\\EnvNotFoundException: Environment variable not found: "MAILER_DSN".',
    ],
    /MAILER_DSN/,
  ],
  ['a shell script under set -u', ['/entrypoint.sh: line 7: DB_HOST: unbound variable'], /DB_HOST/],
  ['a shell script with :?', ['/entrypoint.sh: 3: API_TOKEN: parameter not set'], /API_TOKEN/],
  [
    'the PostgreSQL image',
    [
      'Error: Database is uninitialized and superuser password is not specified.',
      '       You must specify POSTGRES_PASSWORD to a non-empty value for the superuser.',
    ],
    /POSTGRES_PASSWORD/,
  ],
  [
    'the MySQL image',
    [
      '2026-06-20 04:00:01+00:00 [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified',
      '    You need to specify one of the following as an environment variable:',
      '    - MYSQL_ROOT_PASSWORD',
    ],
    /MySQL/,
  ],
  [
    'the SQL Server image',
    [
      'The SQL Server End-User License Agreement (EULA) must be accepted before SQL',
      'Server can start. The license terms for this product can be downloaded from',
      'You can accept the EULA by specifying the --accept-eula command line option, setting the ACCEPT_EULA environment variable',
    ],
    /ACCEPT_EULA/,
  ],
  [
    'the .NET Application Insights SDK',
    ['System.InvalidOperationException: A connection string was not found. Please set your connection string.'],
    /connection string/i,
  ],
  [
    'a JSON log line',
    ['{"level":"fatal","time":"2026-06-20T04:00:01Z","message":"missing required environment variable SMTP_HOST"}'],
    /SMTP_HOST/,
  ],
  ['coloured words', ['\u001b[31mERROR\u001b[0m Environment variable AUTH_DOMAIN is not defined'], /AUTH_DOMAIN/],
  [
    'a Keycloak start',
    ['ERROR: hostname is not configured; either configure hostname, or set hostname-strict to false'],
    /hostname/,
  ],
  ['a Discord bot', ['Error [TokenInvalid]: No token provided', 'discord.errors: Missing token was provided'], /token/],
  ['a Telegraf bot', ['Error: Bot Token is required'], /Token/i],
];

describe('app.missing-config', () => {
  test.each(named)('names what is missing: %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.missing-config');
    expect(found?.summary).toMatch(said);
  });

  test('is high when the process ended itself right after', () => {
    expect(missingConfig.examine(crashed(["KeyError: 'ORDERS_DSN'"]))).toMatchObject({ confidence: 'high' });
  });

  test('is medium when only the console tells', () => {
    expect(missingConfig.examine(caseOf({ lines: ["KeyError: 'ORDERS_DSN'"] }))).toMatchObject({
      confidence: 'medium',
    });
  });

  test('fills the variable into the command', () => {
    expect(missingConfig.examine(crashed(["KeyError: 'ORDERS_DSN'"]))).toMatchObject({
      nextSteps: expect.arrayContaining([
        expect.objectContaining({ command: expect.stringContaining('--set-env-vars ORDERS_DSN=<value>') }),
      ]),
    });
  });

  test.each([
    ['a KeyError on ordinary data', ['Traceback (most recent call last):', "KeyError: 'customer_id'"]],
    ['an environment that is printed', ['INFO environment variable LOG_LEVEL is set to debug', 'ERROR boom']],
    ['a connection that is refused', ['Error: connect ECONNREFUSED 10.0.0.4:5432']],
    [
      'a variable that is missing, but optional',
      [
        '[INFO] Environment variable SENTRY_DSN is not set, error reporting is off',
        'Error: connect ECONNREFUSED 10.0.0.4:5432',
      ],
    ],
  ])('stays quiet about %s', (_, lines) => {
    expect(speaks(missingConfig, crashed(lines))).toBe(false);
  });

  test('says that a later failure is the one that counts', () => {
    const lines = [
      "KeyError: 'OLD_NAME'",
      ...Array.from({ length: 80 }, (_tick, i) => `tick ${i}`),
      'Error: connect ECONNREFUSED 10.0.0.4:5432',
    ];

    expect(missingConfig.examine(crashed(lines))).toHaveProperty('ruledOut');
  });

  test('does not take a killed run for a missing setting with certainty', () => {
    expect(
      missingConfig.examine(caseOf({ lives: [life({ code: 137, lines: ["KeyError: 'ORDERS_DSN'"] })] })),
    ).not.toMatchObject({ confidence: 'high' });
  });
});
