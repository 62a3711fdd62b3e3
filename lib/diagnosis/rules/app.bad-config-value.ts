import { fatal, telling } from '@/lib/diagnosis/console/signature';
import { steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';

export const badConfigValue: Rule = {
  cause: 'app.bad-config-value',
  attribution: 'configuration',
  docs: {
    says: 'A setting is present but cannot be used: wrong type, range, format, or a value that the program refuses.',
    evidence: 'The last failure in the console before the exit says that a value does not parse or is not allowed.',
    limits:
      'A parse error may also concern data that the program read, not its settings; the line in evidence decides. A value that is absent belongs to app.missing-config.',
  },
  signatures: [
    fatal(
      'must-be-of-type',
      'must',
      /\b(?<variable>[A-Z][A-Z0-9_]{2,80})['"`]? must be (?:an? |one of|between|greater|less|at least|either|valid|of type|positive|set to)/,
      'The value of {variable} is not allowed',
    ),
    fatal(
      'invalid-value-for',
      'invalid unsupported illegal bad unknown unexpected specified setting configuration variable config argument option environment parameter property flag env',
      /\b(?:invalid|unsupported|illegal|unrecogni[sz]ed|bad|unexpected) (?:value|setting|configuration|config|env(?:ironment)? (?:variable|value)|port(?: number)?|log ?level|option value|argument value)(?: value)?(?: ['"`][^'"`]{0,80}['"`])? (?:for|of|in|specified for)(?: (?:the )?(?:option|setting|variable|parameter|flag|argument|key|environment variable|property))? ?['"`:]{0,2}(?<variable>[\w.:-]{1,80})/i,
      'The value of {variable} is not valid',
    ),
    fatal(
      'python-int-literal',
      'literal',
      /\binvalid literal for int\(\) with base \d+: (?<value>'[^']{0,80}')/,
      'A setting should be a number but is {value}',
    ),
    fatal(
      'python-float',
      'float',
      /\bcould not convert string to float: (?<value>'[^']{0,80}')/,
      'A setting should be a number but is {value}',
    ),
    fatal(
      'node-invalid-url',
      'invalid',
      /\bTypeError(?: \[ERR_INVALID_URL\])?: Invalid URL|code: 'ERR_INVALID_URL'/,
      'A setting that should be a URL is not one',
    ),
    fatal(
      'node-socket-bad-port',
      'port',
      /\bERR_SOCKET_BAD_PORT\b|options\.port should be >= 0 and < 65536/,
      'The port is not a number between 0 and 65535',
    ),
    fatal(
      'node-invalid-arg',
      'options option',
      /\bBad value in options?: .{0,80}/i,
      'An option has a value that the program refuses',
    ),
    fatal(
      'dotnet-uri-format',
      'uri',
      /\bInvalid URI: The (?:format of the URI|hostname|URI is empty|Authority)/,
      'A setting that should be a URI is not one',
    ),
    fatal(
      'dotnet-connection-string-format',
      'initialization keyword connectionstring connection combination settings',
      /Format of the initialization string does not conform|Keyword not supported: '(?<variable>[^']{1,60})'|No valid combination of account information found|Settings must be of the form "name=value"|Connection string (?:is not valid|parsing error|could not be parsed)/i,
      'The connection string cannot be read',
    ),
    fatal(
      'dotnet-input-string',
      'input',
      /\bFormatException: (?:The input string '(?<value>[^']{0,60})' was not|Input string was not) in a correct format/,
      'A setting does not parse as a number',
    ),
    fatal(
      'dotnet-bind-failed',
      'convert',
      /Failed to convert configuration value(?: '[^']{0,60}')? at '(?<variable>[^']{1,120})' to type/,
      'The value of {variable} has the wrong type',
    ),
    fatal(
      'spring-bind',
      'bind',
      /\bFailed to bind properties under '(?<variable>[^']{1,120})'/,
      'The value of {variable} does not fit its type',
    ),
    fatal(
      'java-number-format',
      'numberformatexception',
      /\bNumberFormatException: (?:For input string: )?(?<value>"[^"]{0,60}")/,
      'A setting should be a number but is {value}',
    ),
    fatal(
      'java-illegal-url',
      'malformedurlexception urisyntaxexception',
      /\b(?:MalformedURLException|URISyntaxException)\b/,
      'A setting that should be a URL is not one',
    ),
    fatal(
      'jdbc-url',
      'driver jdbcurl jdbc',
      /\b(?:No suitable driver found for|Driver .{1,80} claims to not accept jdbcUrl|URL must start with 'jdbc')/,
      'The JDBC URL does not fit any driver',
    ),
    fatal(
      'jvm-option',
      'vm heap unrecognized virtual',
      /\b(?:Unrecognized VM option|Invalid (?:maximum|initial) heap size|Unrecognized option):? ?.{0,80}|Could not create the Java Virtual Machine/i,
      'The JVM does not understand an option it was given',
    ),
    fatal(
      'go-parse',
      'strconv parsing duration unit',
      /\bstrconv\.\w+: parsing (?<value>"[^"]{0,60}"): invalid syntax|\btime: (?:invalid|unknown|missing) (?:unit|duration)/,
      'A setting does not parse',
    ),
    fatal(
      'go-url-parse',
      'parse',
      /\bparse (?<value>"[^"]{1,200}"): (?:first path segment|invalid|net\/url|missing protocol)/,
      'A setting that should be a URL is not one',
    ),
    fatal(
      'go-flag',
      'flag unknown',
      /\bflag provided but not defined: (?<variable>-{1,2}[\w-]{1,60})|\bunknown (?:shorthand )?flag: .{0,60}/,
      'The program does not know the option {variable|on its command line}',
    ),
    fatal(
      'argparse',
      'unrecognized arguments invalid choice',
      /\berror: (?:unrecognized arguments|argument [\w/, -]{1,60}: invalid|the following arguments are required)/,
      'The command line is not what the program expects',
    ),
    fatal(
      'unknown-option',
      'unknown unrecognized option',
      /\b(?:unknown|unrecogni[sz]ed|bad|illegal) (?:command[- ]line )?option:? ?[`'"]?(?<variable>-{1,2}[\w-]{1,60})/i,
      'Option {variable} is not known',
    ),
    fatal(
      'refuses-root',
      'sudo root',
      /\b(?:must not run with sudo|(?:can ?not|must not|should not|refus\w+ to|not allowed to) (?:be )?run(?:ning)? as (?:the )?root\b|root" execution of the PostgreSQL server is not permitted|running as root without --no-sandbox is not supported)/i,
      'The program refuses to run as root',
    ),
    fatal(
      'mongo-scheme',
      'scheme invaliduri connection',
      /\b(?:Invalid scheme, expected connection string to start with|Invalid connection string|InvalidURI: )/,
      'The connection string does not begin as it must',
    ),
    fatal('redis-url', 'redis', /\bRedis URL must specify one of the following schemes/, 'The Redis URL has no scheme'),
    fatal(
      'sqlalchemy-url',
      'rfc1738 sqlalchemy',
      /Could not parse (?:rfc1738|SQLAlchemy) URL from/,
      'The database URL cannot be read',
    ),
    fatal(
      'prisma-url',
      'p1012 p1013 protocol',
      /\bP101[23]\b|the URL must start with the protocol/,
      'The database URL does not begin as Prisma expects',
    ),
    fatal(
      'django-allowed',
      'improperlyconfigured',
      /\bdjango\.core\.exceptions\.ImproperlyConfigured: .{0,160}(?:isn't an available|not a valid|is not a|could not be imported|unsupported)/,
      'A Django setting has a value that cannot be used',
    ),
    fatal(
      'yaml-config',
      'yaml parsererror scannererror unmarshal yamlexception mapping',
      /\b(?:yaml|ScannerError|ParserError|YAMLException|mapping values are not allowed|cannot unmarshal)\b.{0,100}(?:line \d+|not allowed|error|expected|unmarshal)/i,
      'A configuration file cannot be parsed',
    ),
    fatal(
      'toml-config',
      'toml tomldecodeerror tomllib',
      /\b(?:TomlDecodeError|toml: |TOML parse error|tomllib)\b.{0,80}/,
      'A configuration file cannot be parsed',
    ),
    fatal(
      'json-config',
      'appsettings json configuration',
      /(?:Failed to load configuration from file|Could not parse the JSON file)\b(?: '(?<path>[^'\n]{1,160})')?/,
      'The configuration file {path|in use} cannot be parsed',
    ),
    fatal(
      'nginx-directive',
      'emerg',
      /\[emerg\].{0,20}(?:unknown directive|invalid (?:number of arguments|parameter|value|port|condition|URL)|unexpected|directive is not|"\w+" directive|no "\w+" is defined|duplicate)/,
      'The nginx configuration is not valid',
    ),
    fatal(
      'haproxy-config',
      'alert',
      /\[ALERT\].{0,60}(?:parsing \[|config|Fatal errors found in configuration)/,
      'The HAProxy configuration is not valid',
    ),
    fatal(
      'apache-config',
      'ah00526 syntax',
      /\bAH00526: Syntax error on line/,
      'The Apache configuration is not valid',
    ),
    fatal('redis-config', 'config', /\*\*\* FATAL CONFIG FILE ERROR/, 'The Redis configuration is not valid'),
    fatal(
      'postgres-config',
      'configuration parameter',
      /\b(?:invalid value for parameter|unrecognized configuration parameter) "(?<variable>[^"]{1,80})"|configuration file "[^"]{1,160}" contains errors/,
      'The PostgreSQL configuration has a value that is not valid ({variable|see the line})',
    ),
    fatal(
      'mysql-variable',
      'variable option',
      /\[ERROR\].{0,80}unknown (?:variable|option) '(?<variable>[^']{1,80})'/,
      'MySQL does not know the option {variable}',
    ),
    fatal(
      'traefik-config',
      'configuration command',
      /\b(?:command traefik error|failed to decode configuration|error parsing configuration|invalid configuration\b(?! provided for):?|configuration (?:error|is invalid|file is not valid|validation failed))\b/i,
      'The configuration is not valid',
    ),
    fatal(
      'migration-failed-state',
      'p3009 p3018',
      /\bP30(?:09|18)\b/,
      'The database holds a failed migration, Prisma does not go on',
    ),
    fatal(
      'no-such-option',
      'option',
      /\b[Nn]o such option:? ?(?<variable>-{1,2}[\w-]{1,60})/,
      'Option {variable} is not known',
    ),
    fatal(
      'server-config-refused',
      'adapting initial unrecognized directive initializing unknown tried unmarshal fields field parse protobuf keys configuration config plugin',
      /\b(?:adapting config using \w+|loading (?:initial|new) config: |unrecognized (?:global )?(?:directive|subdirective|option)\b|error initializing configuration '|cannot unmarshal the configuration|failed to get config\b|has unknown fields|(?:unknown|unexpected) (?:configuration )?(?:field|key|directive|setting|variable|property)(?:s|\(s\))?\b.{0,80}\b(?:config\w*|ya?ml|toml|json|file|type \w+)\b|tried to instance a plugin name that doesn't exist|configuration specified the fields|field \w{1,60} not found in type|unknown setting \[|config validation of \[)/i,
      'The configuration is not valid',
    ),
    fatal(
      'config-file-position',
      'parse syntax error unexpected expected invalid',
      /(?<path>[\w./-]{1,160}\.(?:ya?ml|toml|json|conf|cfg|ini|hcl|properties|xml))['"]?(?:, line |: ?line |:| line )(?<line>\d{1,5})\b.{0,80}\b(?:parse error|syntax error|unexpected|expected|invalid|unknown|duplicate|not allowed)\b/i,
      'The configuration file {path} is not valid at line {line}',
    ),
    fatal(
      'encryption-key-mismatch',
      'mismatching encryption key',
      /\b[Mm]ismatch(?:ing|ed)? encryption keys?\b|\bencryption key\b.{0,120}\bdoes not match\b/,
      'The encryption key is not the one that the data was written with',
    ),
    telling(
      'config-exception',
      '*exception *error',
      /\b\w{0,60}Config(?:uration)?(?:Validation)?(?:Exception|Error)\b/,
      'The configuration is not valid',
    ),
    fatal(
      'named-value-invalid',
      'valid invalid supported recognized recognised unknown',
      /\b(?<variable>[A-Za-z][\w.-]{2,60}) ['"`](?<value>[^'"`\n]{1,80})['"`] is (?:not (?:a )?(?:valid|supported|recogni[sz]ed|allowed)|invalid|unsupported|unknown)\b/,
      'The value {value} of {variable} is not valid',
    ),
    fatal(
      'invalid-setting-word',
      'invalid malformed unsupported bad',
      /\b(?:[Ii]nvalid|[Mm]alformed|[Uu]nsupported|[Bb]ad) (?:value of )?(?:port(?: number)?|URL|url|URI|uri|scheme|protocol|DSN|dsn|endpoint|region|cron(?: expression)?|time ?zone|log ?level|host ?name|connection string|configuration file|config file)\b/,
      'A setting has a value that is not valid',
    ),
    fatal(
      'parse-named-setting',
      'parse parsing',
      /\b(?:failed|unable|could not|cannot|can't|error)(?: to)? pars(?:e|ing) (?:environment variable |env )?['"`]?(?<variable>[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,6})\b/i,
      'The value of {variable} does not parse',
    ),
    fatal(
      'sqlalchemy-dialect',
      'plugin',
      /\bCan't load plugin: (?<value>[\w.:]{1,80})/,
      'The database URL names a driver that does not exist ({value})',
    ),
    telling(
      'load-config-failed',
      'config configuration settings',
      /\b(?:could not|failed to|unable to|cannot|can't|error) (?:load|pars|process|decod|read|validat)(?:e|ing)? (?:the )?(?:app(?:lication)? )?(?:config(?:uration)?|settings)\b/i,
      'The configuration cannot be loaded',
    ),
    telling('date-parse', 'datetimeparseexception', /\bDateTimeParseException\b/, 'A date or duration does not parse'),
    telling(
      'scaler-metadata',
      'metadata',
      /\berror parsing [\w ]{1,60} metadata: (?<value>.{0,120})/,
      'A scaler’s settings cannot be read: {value}',
    ),
    telling(
      'invalid-value-plain',
      'invalid illegalargumentexception invalidargumentexception argumentexception valueerror argumenterror rangeerror',
      /\b(?:ValueError|ArgumentException|IllegalArgumentException|ArgumentError|InvalidArgumentException|RangeError)(?: \[\w{1,60}\])?: .{0,60}\b(?:invalid|unsupported|not a valid|unknown|illegal|malformed)\b/i,
      'A value is not valid',
    ),
    telling(
      'certificate-format',
      'pem certificate key decrypt',
      /\b(?:PEM routines|bad decrypt|no start line|Invalid PEM formatted message|failed to find any PEM data|Could not deserialize key data|private key does not match)\b/i,
      'A certificate or key cannot be read',
    ),
  ],
  examine(incident): Examination {
    const scaler = ownEvents(incident).filter((event) => scalerSettings.test(wordsOf(event)));
    if (scaler.length > 0) return fromScaler(incident, scaler);
    return examineConsole(incident, {
      cause: 'app.bad-config-value',
      nextSteps: (c, match) => [
        steps.showTemplate(
          c,
          'Look at the value the container gets',
          'properties.template.containers[].{name:name,command:command,args:args,env:env}',
        ),
        steps.setVariable(
          c,
          match.groups.variable !== undefined && /^[A-Za-z_]\w*$/.test(match.groups.variable)
            ? match.groups.variable
            : '<NAME>',
          'Correct it; this makes a new revision',
        ),
        ...(c.app.kind === 'app' ? [steps.backToRevision(c)] : []),
      ],
    });
  },
};

/** KEDA’s words when a scale rule’s own settings do not parse: it does not get as far as its source. */
const scalerSettings = /\berror parsing (?<scaler>[\w -]{1,60}?) metadata\b:? ?(?<why>.{0,200})/i;

function fromScaler(incident: Case, events: readonly SystemEvent[]): Examination {
  const said = events
    .map((event) => scalerSettings.exec(wordsOf(event))?.groups)
    .findLast((groups) => groups !== undefined);
  return {
    confidence: 'high',
    summary: `The settings of the ${said?.scaler ?? ''} scale rule cannot be used${said?.why ? `: ${said.why}` : ''}. It starts nothing until they can.`,
    evidence: rowsOf(events),
    nextSteps: [
      steps.scaleRules(incident, 'See the scale rules and their settings'),
      steps.listSecrets(incident, 'See the secrets that they refer to'),
    ],
    causality: 42,
  };
}
