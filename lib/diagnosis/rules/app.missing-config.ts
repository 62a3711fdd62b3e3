import { fatal, telling } from '@/lib/diagnosis/console/signature';
import { steps } from '@/lib/diagnosis/next-steps';
import type { Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';

export const missingConfig: Rule = {
  cause: 'app.missing-config',
  attribution: 'configuration',
  docs: {
    says: 'The application needs an environment variable, a secret or a setting that is absent or empty.',
    evidence:
      'The last failure in the console before the exit names the setting, or the library’s own wording for a value that was not given.',
    limits:
      'A setting may be present and empty: both read alike. Where the console does not name it, only the fact is known. Without an exit in the system log it stays at medium.',
  },
  signatures: [
    fatal(
      'required-variable-not-set',
      'variable variables required env environment undefined set missing absent empty nil blank null',
      /\b(?:required )?env(?:ironment)?[ _-]?(?:variable|var)s?\b:? ?[`'"“(]{0,2}(?<variable>[A-Za-z_][\w.:-]{0,80})[`'"”)]{0,2} (?:is|was|are|must be|has|have) (?:not |un|missing|required|undefined|empty|null|nil|blank|absent|been set|set$|set )/i,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'missing-required-variable',
      'missing required absent',
      /\b(?:missing|absent)(?: the)?(?: following)?(?: or (?:empty|blank|invalid))?(?: required| mandatory| necessary)?(?: or empty)? (?:env(?:ironment)?(?:[ _-]?(?:variable|var)s?)?|configuration|config(?: (?:key|value|setting))?|settings?|app ?settings?|secrets?|parameters?|connection strings?|property|properties|option|argument)s?\b(?: (?:key|value|setting|variable|named|for|in configuration))?[\s:='"`“([]{0,6}(?<variable>[A-Za-z_][\w.:-]{1,80})?/i,
      'A required setting is missing: {variable|the line does not name it}',
    ),
    fatal(
      'required-setting-missing',
      'required mandatory needed',
      /\b(?:required|mandatory) (?:env(?:ironment)?(?: (?:variable|var)s?)?|configuration|config|settings?|secrets?|parameter|property|option|key|value)s?(?: (?:key|value|variable|setting|named|for))? ?[:='"`“([]{0,3} ?(?<variable>[A-Za-z_][\w.:-]{1,80})?[\s'"`”)\]]{0,3}.{0,30}(?:\bnot\b|\bmissing\b|\bempty\b|\bunset\b|\bundefined\b|\babsent\b)/i,
      'A required setting is missing: {variable|the line does not name it}',
    ),
    fatal(
      'is-required-but',
      'required must missing defined unset configured provided environment setting env undefined empty mandatory blank present set specified found null',
      /(?:^|[\s'"`:([])(?<variable>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)['"`)\]]{0,2},? (?:environment variable |env(?:ironment)? var(?:iable)? |setting |must be (?:set|provided|defined|specified|configured)|(?:is|was|are) (?:required|missing|not (?:set|defined|configured|provided|found|specified|present)|undefined|empty|blank|unset|mandatory|null))/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'must-set-variable',
      'set provide define specify configure need must please export',
      /\b(?:please|must|need to|have to|should|forgot to|did you)\s(?:\w+ ){0,2}(?:set|provide|define|specify|configure|export)(?: the| a| an| an? valid)?(?: required)?(?: environment)?(?: variable| env var| value for)? ?['"`$]{0,2}(?<variable>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)/i,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'should-be-specified',
      'specified provided set defined given',
      /\b(?<variable>[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,6})(?: (?:and|or) [A-Z0-9_]{3,80})? (?:should|must|has to|have to|needs? to) be (?:specified|set|provided|defined|given)\b/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'python-key-error',
      'keyerror',
      /\bKeyError: ['"](?<variable>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)['"]/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'environ-key-error',
      'environ getenv environment set',
      /\b(?:Environment(?:Error|Variable)?|environs\.\w+|EnvError)\b.{0,60}["'](?<variable>[A-Z][A-Z0-9_]+)["'] not set/i,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'django-improperly-configured',
      'improperlyconfigured',
      /\bImproperlyConfigured: .{0,60}?(?<variable>[A-Z][A-Z0-9_]{3,})\b.{0,60}(?:must not be empty|not (?:set|defined|configured|found)|missing|environment variable|is required)/,
      'Django setting {variable} is empty',
    ),
    fatal(
      'django-settings-unset',
      'settings',
      /\b(?:Requested setting|settings are not configured).{0,120}\b(?<variable>DJANGO_SETTINGS_MODULE)\b/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'pydantic-missing',
      'validation',
      /\b\d+ validation errors? for (?:\w*(?:Settings|Config|Configuration|Env)\w*)/,
      'The settings do not pass validation: one or more are missing or wrong',
    ),
    telling(
      'pydantic-field-required',
      'field',
      /\b[Ff]ield required\b.{0,80}(?:type=(?:value_error\.)?missing)/,
      'A required setting is missing',
    ),
    fatal(
      'spring-placeholder',
      'placeholder',
      /\bCould not resolve placeholder ['"](?<variable>[^'"]{1,120})['"]/,
      'Spring cannot resolve the setting {variable}',
    ),
    fatal(
      'spring-datasource-url',
      'datasource',
      /Failed to configure a DataSource: (?<variable>'url') attribute is not specified/,
      'No data source URL is configured',
    ),
    fatal(
      'spring-config-missing',
      'binding property properties',
      /\bFailed to bind properties under '(?<variable>[^']{1,120})'[^\n]{0,200}(?:must not be (?:null|blank|empty)|null)/i,
      'Setting {variable} is missing',
    ),
    fatal(
      'quarkus-config-missing',
      'srcfg00014 srcfg00040 property',
      /SRCFG000(?:14|40)[^\n]{0,60}(?:property|value) "?(?<variable>[\w.:-]{1,120})/,
      'Quarkus needs the setting {variable}',
    ),
    fatal(
      'dotnet-null-parameter',
      'null parameter',
      /Value cannot be null(?: or empty)?\.? \(Parameter '(?<variable>(?=[^')]{0,60}(?:onnection|onfig|key|uri|url|endpoint|secret|token|host|name|tenant|client|option|value|issuer|audience|String|implementation|s))[\w.:]{1,60})'\)/i,
      'A value that the code expects is not configured (parameter {variable})',
    ),
    fatal(
      'dotnet-connection-string-empty',
      'connectionstring',
      /The ConnectionString property has not been initialized/,
      'The database connection string is empty',
    ),
    fatal(
      'dotnet-connection-string-missing',
      'connection connectionstring connectionstrings empty missing cannot required found',
      /\b(?:Connection ?string|ConnectionStrings?:?)\s?['"`:]{0,2}(?<variable>[\w.:-]{1,80})?['"`]{0,2} (?:is |was |could )?(?:not (?:be )?(?:found|configured|set|provided|defined)|missing|null|empty|required|cannot be)/i,
      'Connection string {variable|of a dependency} is missing',
    ),
    fatal(
      'dotnet-section-missing',
      'section',
      /\bSection '(?<variable>[^']{1,120})' not found in configuration/,
      'Configuration section {variable} is missing',
    ),
    fatal(
      'dotnet-configuration-missing',
      'configuration config setting appsetting cannot required undefined missing found empty',
      /\b(?:configuration|config|app ?setting|setting)(?: key| value| setting| entry| section| parameter| variable)?s? ['"`:]{1,3}(?<variable>[A-Za-z_][\w.:-]{1,120})['"`]{0,2} (?:is|was|has|not|cannot|could)\b.{0,20}(?:not|missing|required|null|empty|found|undefined)/i,
      'Setting {variable} is missing',
    ),
    fatal(
      'dotnet-options-required',
      'optionsvalidationexception dataannotation',
      /\bOptionsValidationException:.{0,160}(?:'(?<variable>[\w.:]{1,80})'.{0,60}(?:required|null|empty)|is required)/i,
      'A required option is missing ({variable|see the line})',
    ),
    fatal(
      'app-insights-key',
      'instrumentation cannot required missing invalid empty none',
      /\bInstrumentation ?[Kk]ey (?:cannot be|is|was) (?:none|null|not|missing|required|empty|invalid)|Connection ?String.{0,10}(?:or Instrumentation Key).{0,20}(?:required|must|not)/,
      'The Application Insights instrumentation key or connection string is missing',
    ),
    fatal(
      'empty-argument-refused',
      'configuration provided',
      /\bInvalid configuration provided for (?<variable>\w{1,60})/,
      'The value for {variable} is missing or empty',
    ),
    telling(
      'argument-empty',
      'arg argument',
      /\b[Aa]rg(?:ument)? '?(?<variable>[\w-]{1,60})'?: ''/,
      'The value for {variable} is empty',
    ),
    fatal(
      'not-defined-in-env',
      'env dotenv environment',
      /(?<variable>[A-Z][A-Z0-9_]{2,80}) (?:is )?(?:not defined|missing|not found|not set|undefined) in (?:the )?(?:your )?(?:\.env|environment|process\.env)/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'dotenv-safe',
      'missingenvvarserror',
      /MissingEnvVarsError.{0,120}/,
      'Required environment variables are not set',
    ),
    fatal(
      'envalid',
      'environment',
      /\b(?:Missing|Invalid) environment variables:?/i,
      'Environment variables are missing or invalid',
    ),
    fatal(
      'node-validation',
      'validation',
      /\b(?:env(?:ironment)?|config(?:uration)?)\b(?: variables?)? validation (?:error|failed)\b.{0,40}?(?:"(?<variable>[\w.]{2,80})" is (?:required|not allowed to be empty))?/i,
      'The settings do not pass validation ({variable|see the lines})',
    ),
    fatal(
      'joi-required',
      'required allowed',
      /"(?<variable>[A-Z][A-Z0-9_]{2,80})" is (?:required|not allowed to be empty)/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'prisma-env',
      'environment',
      /\bEnvironment variable not found: (?<variable>\w{1,80})/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'jwt-secret',
      'secretorprivatekey secretorkey jwtstrategy',
      /secretOrPrivateKey must have a value|JwtStrategy requires a secret or key/,
      'The signing secret is empty',
    ),
    fatal(
      'pg-password-string',
      'scram',
      /SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string/,
      'The database password is empty',
    ),
    fatal(
      'mongoose-uri',
      'uri',
      /The `uri` parameter to `openUri\(\)` must be a string, got "undefined"/,
      'The MongoDB connection string is not set',
    ),
    fatal(
      'node-api-key-missing',
      'credentials apikey key environment',
      /\b(?:Missing credentials\. Please pass an?|The (?<variable>[A-Z][A-Z0-9_]+) environment variable is missing or empty)/,
      'A credential that the client library needs is not set ({variable|see the line})',
    ),
    fatal(
      'openai-key-missing',
      'client',
      /\bclient option must be set either by passing .{0,40} or by setting the (?<variable>[A-Z][A-Z0-9_]+) environment variable/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'go-envconfig',
      'required',
      /\brequired key (?<variable>[A-Z][A-Z0-9_]{1,80}) missing value/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'go-env-required',
      'required environment',
      /\benv(?:ironment variable)?:? (?:required )?(?:environment variable )"?(?<variable>[A-Z][A-Z0-9_]{1,80})"? is(?: required)?(?: and)? (?:not set|required|empty)/i,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'ruby-key-not-found',
      'key keyerror',
      /\bkey not found: ["':](?<variable>[\w.]{1,80})/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'rails-secret-key-base',
      'secret missing',
      /Missing `?secret_key_base`?|(?<variable>SECRET_KEY_BASE).{0,40}(?:not set|missing|blank|must be)/i,
      'Rails has no secret_key_base',
    ),
    fatal(
      'laravel-app-key',
      'encryption',
      /\bNo application encryption key has been specified/,
      'Laravel has no APP_KEY',
    ),
    fatal(
      'symfony-env-not-found',
      'environment',
      /Environment variable not found: "(?<variable>[\w]{1,80})"/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'shell-unbound-variable',
      'unbound parameter',
      /\b(?<variable>[A-Za-z_]\w{0,80}): (?:unbound variable|parameter (?:not set|null or not set))/,
      'The shell script needs the variable {variable}',
    ),
    fatal(
      'postgres-image-password',
      'uninitialized',
      /Database is uninitialized and superuser password is not specified/,
      'The PostgreSQL image needs POSTGRES_PASSWORD',
    ),
    fatal(
      'mysql-image-password',
      'uninitialized specify',
      /Database is uninitialized and password option is not specified|You need to specify one of (?:the following(?: as an environment variable)?:?|MYSQL_ROOT_PASSWORD)/i,
      'The MySQL image needs a root password variable',
    ),
    fatal(
      'mssql-image-eula',
      'eula licensing',
      /\bACCEPT_EULA\b.{0,80}|End-User Licensing Agreement/i,
      'The SQL Server image needs ACCEPT_EULA=Y',
    ),
    fatal(
      'mongo-image-password',
      'mongo',
      /both '\$MONGO_INITDB_ROOT_USERNAME' and/i,
      'The MongoDB image needs both root user and password',
    ),
    fatal(
      'azure-credential-missing',
      'credential authentication environmentcredential',
      /\bEnvironmentCredential:? (?:authentication unavailable|is unavailable)\. ?Environment variables are not fully configured(?!.*ManagedIdentity)/,
      'The credential variables are not all set',
    ),
    fatal(
      'keycloak-hostname',
      'strict configured',
      /\b(?<variable>hostname) is not configured; either configure hostname/i,
      'Keycloak needs a {variable}',
    ),
    fatal(
      'token-must-be-provided',
      'token password secret key credentials connectionstring missing string configured specified found provided supplied given set',
      /\b(?:no|missing) (?<variable>(?:api ?|access ?|auth(?:entication)? ?|bot ?|client ?|account ?|encryption ?)?(?:token|password|secret|key|connection string)) (?:was |has been )?(?:provided|supplied|configured|found|given|specified|set)\b/i,
      'No {variable} is configured',
    ),
    fatal(
      'python-decouple',
      'declare',
      /\b(?<variable>[A-Za-z_]\w{1,80}) not found\. Declare it as envvar/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'dollar-variable',
      'must required set missing empty defined provided',
      /\$\{?(?<variable>[A-Z][A-Z0-9_]{1,80})\}? (?:must be (?:set|provided|defined)|is (?:required|missing|empty|not (?:set|defined))|not (?:set|defined|provided))/,
      'Environment variable {variable} is not set',
    ),
    fatal(
      'camel-case-required',
      'required',
      /(?:Error|error|ERROR|FATAL|[Ff]atal)\b[^\n]{0,60}?[\s:]['"`]?(?<variable>[a-z][a-zA-Z\d]{0,40}(?:Url|URL|Uri|URI|Key|Secret|Token|Endpoint|Host|Password|ConnectionString|Dsn|Id))['"`]? is (?:required|missing|not (?:set|defined|provided)|undefined)/,
      'The setting {variable} is missing',
    ),
    fatal(
      'credential-required',
      'token secret password key missing required undefined empty configured defined provided set',
      /(?:^|[\s:"'])(?<variable>(?:[A-Z][\w-]{1,30} ){0,2}(?:[Tt]oken|[Ss]ecret|[Pp]assword|API [Kk]ey|[Aa]pi ?[Kk]ey)) is (?:required|missing|not (?:set|configured|provided|defined)|empty|undefined)\b/,
      '{variable} is not configured',
    ),
    fatal(
      'php-env-missing',
      'undefined environment envnotfoundexception',
      /\bUndefined (?:array key|index):? ["']?(?<variable>[A-Z][A-Z0-9_]{2,80})\b|EnvNotFoundException/,
      'Environment variable {variable|a required one} is not set',
    ),
    fatal(
      'rust-var-error',
      'notpresent',
      /\bNotPresent\b/,
      'An environment variable that the program reads is not set',
    ),
    fatal(
      'rust-env-not-found',
      'environment',
      /\benvironment variable not found\b/i,
      'An environment variable that the program reads is not set',
    ),
  ],
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.missing-config',
      nextSteps: (c, match) => [
        steps.setVariable(
          c,
          match.groups.variable !== undefined && /^[A-Za-z_]\w*$/.test(match.groups.variable)
            ? match.groups.variable
            : '<NAME>',
          'Set the variable (a secret as secretref:<secret-name>); this makes a new revision',
        ),
        steps.listSecrets(c),
        steps.showTemplate(
          c,
          'Compare with the variables the container gets now',
          'properties.template.containers[].{name:name,env:env}',
        ),
      ],
    }),
};
