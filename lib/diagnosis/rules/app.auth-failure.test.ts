import { describe, expect, test } from 'vitest';
import { authFailure } from './app.auth-failure';
import { caseOf, crashed, life, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'the SQL firewall',
    [
      "Unhandled exception. Microsoft.Data.SqlClient.SqlException (0x80131904): Cannot open server 'sql-prod' requested by the login. Client with IP address '20.1.2.3' is not allowed to access the server.",
    ],
    /20\.1\.2\.3|sql-prod/,
  ],
  [
    'a SQL login',
    ["Unhandled exception. Microsoft.Data.SqlClient.SqlException (0x80131904): Login failed for user 'app'."],
    /app/,
  ],
  ['a SQL identity', ["Login failed for user '<token-identified principal>'."], /login/i],
  [
    'PostgreSQL',
    [
      'Traceback (most recent call last):',
      'psycopg2.OperationalError: connection to server at "db" (10.0.0.9), port 5432 failed: FATAL:  password authentication failed for user "app"',
    ],
    /app/,
  ],
  [
    'pg in Node',
    [
      'error: password authentication failed for user "app"',
      '    at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:283:98)',
      "  severity: 'FATAL',",
      "  code: '28P01',",
    ],
    /password/,
  ],
  [
    'pg_hba',
    ['FATAL:  no pg_hba.conf entry for host "10.0.0.4", user "app", database "orders", no encryption'],
    /rule/,
  ],
  [
    'MySQL',
    ["django.db.utils.OperationalError: (1045, \"Access denied for user 'app'@'10.0.0.4' (using password: YES)\")"],
    /app/,
  ],
  ['Redis', ['ReplyError: WRONGPASS invalid username-password pair or user is disabled.'], /Redis/],
  ['Redis without password', ['redis.exceptions.AuthenticationError: NOAUTH Authentication required.'], /Redis/],
  ['MongoDB', ['MongoServerError: Authentication failed.'], /MongoDB/],
  ['Atlas', ['MongoServerError: bad auth : authentication failed'], /MongoDB/],
  [
    'RabbitMQ',
    [
      "pika.exceptions.ProbableAuthenticationError: ConnectionClosedByBroker: (403) 'ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN.'",
    ],
    /broker/,
  ],
  [
    'Storage',
    [
      'Unhandled exception. Azure.RequestFailedException: This request is not authorized to perform this operation using this permission.',
      'Status: 403 (This request is not authorized to perform this operation using this permission.)',
      'ErrorCode: AuthorizationPermissionMismatch',
    ],
    /Storage/,
  ],
  ['shared keys off', ['ErrorCode: KeyBasedAuthenticationNotPermitted'], /Storage/],
  [
    'Key Vault in the app',
    [
      'Unhandled exception. Azure.RequestFailedException: Caller is not authorized to perform action on resource.',
      'Status: 403 (Forbidden)',
      'ErrorCode: Forbidden',
      '"innererror": { "code": "ForbiddenByRbac" }',
    ],
    /Key Vault/,
  ],
  [
    'DefaultAzureCredential',
    [
      'azure.identity: DefaultAzureCredential failed to retrieve a token from the included credentials.',
      'Unhandled exception. Azure.Identity.CredentialUnavailableException: DefaultAzureCredential failed to retrieve a token from the included credentials.',
    ],
    /token|identity/,
  ],
  [
    'an unknown identity',
    [
      'Azure.Identity.AuthenticationFailedException: ManagedIdentityCredential authentication failed: Service request failed.',
      'Status: 400 (Bad Request)',
      '{"statusCode":400,"message":"No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId."}',
    ],
    /identity/,
  ],
  [
    'Entra',
    [
      'msal: AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value.',
    ],
    /AADSTS7000215/,
  ],
  [
    'OpenAI',
    ["openai.AuthenticationError: Error code: 401 - {'error': {'message': 'Incorrect API key provided: sk-***.'}}"],
    /key|refused/,
  ],
  [
    'AWS',
    ['botocore.exceptions.ClientError: An error occurred (InvalidAccessKeyId) when calling the ListBuckets operation'],
    /credential/i,
  ],
  [
    'a private npm registry',
    ['npm error code E401', 'npm error Incorrect or missing password.', 'Error: Request failed with status code 401'],
    /401/,
  ],
  [
    'axios',
    [
      'AxiosError: Request failed with status code 403',
      '    at settle (/app/node_modules/axios/lib/core/settle.js:19:12)',
    ],
    /403/,
  ],
  ['gRPC', ['panic: rpc error: code = Unauthenticated desc = invalid token'], /refused/],
  [
    'TLS in Node',
    ['Error: unable to verify the first certificate', "  code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'"],
    /certificate/,
  ],
  [
    'TLS in Python',
    [
      "requests.exceptions.SSLError: HTTPSConnectionPool(host='vault.internal', port=443): Max retries exceeded with url: / (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate')))",
    ],
    /certificate/,
  ],
  [
    'TLS in Go',
    [
      '2026/06/20 04:00:01 Get "https://vault.internal/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    /certificate/,
  ],
  [
    'TLS in Java',
    [
      'Caused by: javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target',
    ],
    /certificate/,
  ],
  [
    'TLS in .NET',
    [
      'System.Net.Http.HttpRequestException: The SSL connection could not be established, see inner exception.',
      ' ---> System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot',
    ],
    /TLS|certificate/,
  ],
  [
    'Prisma',
    [
      'Error: P1000: Authentication failed against database server at `db`, the provided database credentials for `app` are not valid.',
    ],
    /credential/,
  ],
  ['a Discord token', ['discord.errors.LoginFailure: Improper token has been passed.'], /token|refused/i],
  [
    'a GitHub runner',
    ["Http response code: Unauthorized from 'POST https://api.github.com/actions/runner-registration'"],
    /GitHub/,
  ],
  ['SMTP', ['Error: Invalid login: 535 5.7.8 Authentication credentials invalid'], /mail|refused/],
];

describe('app.auth-failure', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.auth-failure');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    [
      'a Key Vault challenge in a log that goes on',
      [
        'info: Azure.Core[1] Request GET https://kv.vault.azure.net/secrets/a',
        'info: Azure.Core[5] Response 401 Unauthorized (challenge)',
        'info: Azure.Core[5] Response 200 OK',
        'Error: connect ECONNREFUSED 10.0.0.4:5432',
      ],
    ],
    ['a file that may not be written', ["PermissionError: [Errno 13] Permission denied: '/data/out.csv'"]],
    [
      'requests that are answered with 401',
      [
        '10.0.0.1 - - [20/Jun/2026:04:00:00 +0000] "GET /api/me HTTP/1.1" 401 12',
        'TypeError: x is not a function',
        'Node.js v20.11.1',
      ],
    ],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(authFailure, crashed(lines))).toBe(false);
  });
});

describe('app.auth-failure, where the exits are not in the rows', () => {
  const lines = [
    "Cannot open server 'sql-prod' requested by the login. Client with IP address '192.0.2.1' is not allowed to access the server.",
  ];

  test('is high when back-off rows prove that the container dies and this is the last thing it said', () => {
    const incident = caseOf({ lines, backOff: { stage: 6, seenIn: ['rows'], sinceMs: null, nextAttemptMs: null } });

    expect(authFailure.examine(incident)).toMatchObject({
      confidence: 'high',
      summary: expect.stringContaining('192.0.2.1'),
    });
  });

  test('is medium when the console is all there is', () => {
    expect(authFailure.examine(caseOf({ lines }))).toMatchObject({ confidence: 'medium' });
  });

  test('is medium when it said other things since', () => {
    const since = Array.from({ length: 400 }, () => 'GET /health 200');
    const incident = caseOf({
      lines: [...lines, ...since],
      backOff: { stage: 6, seenIn: ['rows'], sinceMs: null, nextAttemptMs: null },
    });

    expect(authFailure.examine(incident)).toMatchObject({ confidence: 'medium' });
  });
});

describe('app.auth-failure, in its next steps', () => {
  const password = 'psycopg2.OperationalError: FATAL:  password authentication failed for user "shop"';
  const stepsFor = (kind: 'app' | 'job', line: string) =>
    verdict(caseOf({ kind, lives: [life({ lines: [line] })] })).found?.nextSteps.map((step) => step.command ?? '') ??
    [];

  test('begins with the secret that holds a password, and knows that a job has no revision', () => {
    const commands = stepsFor('job', password);

    expect(commands[0]).toMatch(/^az containerapp job secret list/);
    expect(commands[1]).toMatch(/^az containerapp job execution list/);
    expect(commands.join(' ')).not.toMatch(/identity|revision/);
  });

  test('restarts the revision of an app', () => {
    expect(stepsFor('app', password).at(-1)).toMatch(/^az containerapp revision restart/);
  });

  test('begins with the identity where one was refused', () => {
    const line =
      'azure.identity.CredentialUnavailableError: No User Assigned or Delegated Managed Identity found for specified ClientId';

    expect(stepsFor('app', line)[0]).toMatch(/identity show/);
  });
});
