import { fatal, telling, vague } from '@/lib/diagnosis/console/signature';
import type { ConsoleSignature } from '@/lib/diagnosis/rule';
import { runtimeMemory } from '@/lib/diagnosis/rules/runtime-memory';

/** How programs word it; which rule reads them and when they count stands in rules/app.uncaught-exception.ts. */
export const uncaughtExceptionWordings: readonly ConsoleSignature[] = [
  // First, because the runtime’s own exception line fits wider patterns as well.
  ...runtimeMemory,
  fatal('python-traceback', 'traceback', /\bTraceback \(most recent call last\)/, 'A Python exception was not handled'),
  vague(
    fatal(
      'gunicorn-worker-boot',
      'failed exception haltserver exited',
      /\bWorker failed to boot\b|Exception in worker process|\bHaltServer\b|Worker \(pid:\d+\) exited with code [34]\b/,
      'A gunicorn worker failed to boot',
    ),
  ),
  fatal('python-system-exit', 'fatal', /\bFatal Python error\b/, 'The Python interpreter stopped'),
  telling(
    'python-exception-line',
    'exception typeerror valueerror attributeerror nameerror runtimeerror assertionerror indexerror keyerror zerodivisionerror recursionerror notimplementederror oserror *error',
    /^(?:\w+\.){0,6}(?:Exception|TypeError|ValueError|AttributeError|NameError|RuntimeError|AssertionError|IndexError|KeyError|ZeroDivisionError|RecursionError|NotImplementedError|OSError): ?.{0,200}/m,
    'A Python exception was raised',
  ),
  fatal(
    'node-uncaught',
    'uncaught unhandled unhandledpromiserejection triggeruncaughtexception node throw unhandledrejection',
    /\b(?:(?<!Fatal error: {1,2})Uncaught (?:Exception|\w*Error)|[Uu]nhandled ?[Pp]romise ?[Rr]ejection|triggerUncaughtException|ERR_UNHANDLED_REJECTION|[Uu]nhandled [Rr]ejection|throw er; \/\/ Unhandled|unhandledRejection)\b|Unhandled 'error' event/,
    'A Node exception was not handled',
  ),
  vague(fatal('node-version-trailer', 'node', /^Node\.js v\d{1,2}\.\d{1,3}\.\d{1,3}$/m, 'Node ended on an exception')),
  telling(
    'js-error-line',
    'typeerror referenceerror rangeerror syntaxerror',
    /(?:^|[\s[])(?:Type|Reference|Range)Error(?: \[\w{1,60}\])?: .{1,200}/m,
    'A JavaScript exception was raised',
  ),
  telling('plain-error-line', 'error', /^(?:Error|\[Error): .{1,200}/m, 'An exception was raised'),
  fatal(
    'syntax-error',
    'syntaxerror indentationerror taberror parse syntax',
    /\b(?:SyntaxError|IndentationError|TabError): (?!.{0,80}\bJSON\b).{1,120}|PHP Parse error|\bParse error: syntax error/,
    'The code does not parse',
  ),
  vague(
    fatal('nest-bootstrap', 'exceptionhandler nest', /\[ExceptionHandler\]/, 'The NestJS application did not start'),
  ),
  fatal('java-main', 'thread', /Exception in thread "(?<thread>[^"]{1,80})"/, 'A Java exception was not handled'),
  vague(
    fatal(
      'spring-run-failed',
      'run context failed',
      /\bApplication run failed\b|Exception encountered during context initialization|APPLICATION FAILED TO START/,
      'The Spring application did not start',
    ),
  ),
  vague(
    fatal(
      'quarkus-failed',
      'quarkus start',
      /Failed to start (?:application|quarkus)/i,
      'The Quarkus application did not start',
    ),
  ),
  vague(fatal('tomcat-failed', 'lifecycleexception', /\bLifecycleException\b/, 'Tomcat did not start')),
  fatal(
    'spring-bean',
    'beancreationexception unsatisfieddependencyexception applicationcontextexception',
    /\b(?:BeanCreation|UnsatisfiedDependency|ApplicationContext)Exception\b/,
    'The Spring application did not start',
  ),
  telling(
    'java-exception-line',
    '*exception *error',
    /(?:^|[\s:])(?:[a-z][\w$]{0,60}\.){1,10}[A-Z]\w{1,80}(?:Exception|Error)\b/,
    'A Java exception was raised',
  ),
  telling('java-caused-by', 'caused', /\bCaused by: (?:[\w$]{1,60}\.){1,12}[\w$]{1,80}/, 'A Java exception was raised'),
  fatal(
    'dotnet-unhandled',
    'unhandled',
    /\bUnhandled [Ee]xception[.:] ?(?<type>[\w.+`]{1,160})?/,
    'A .NET exception was not handled',
  ),
  vague(
    fatal(
      'dotnet-host',
      'host hosting backgroundserviceexceptionbehavior hostabortedexception',
      /\bHost terminated unexpectedly\b|Hosting failed to start|HostAbortedException|BackgroundServiceExceptionBehavior/i,
      'The .NET host did not start or stopped',
    ),
  ),
  fatal(
    'dotnet-failfast',
    'failfast process',
    /\bProcess terminated\. |Environment\.FailFast/,
    '.NET stopped the process',
  ),
  fatal('go-panic', 'panic', /(?:^|\s)panic: .{1,200}/m, 'The Go program panicked'),
  fatal('go-fatal', 'fatal', /^fatal error: (?!runtime: out of memory).{1,120}/m, 'The Go runtime stopped'),
  fatal(
    'go-grpc-call',
    'rpc',
    /\b(?:could not|cannot|can't|failed to|unable to|error) [^\n]{1,120}: rpc error: code = \w{1,40}/i,
    'A gRPC call failed and the program gave up',
  ),
  telling('go-grpc-status', 'rpc', /\brpc error: code = \w{1,40} desc =/, 'A gRPC call failed'),
  fatal('rust-panic', 'panicked', /\bpanicked at\b/, 'The Rust program panicked'),
  fatal(
    'rust-main-error',
    'error',
    /^Error: (?:[A-Z]\w*(?:\(|\s?\{)|Custom \{)/m,
    'The Rust program ended with an error',
  ),
  fatal(
    'ruby-error',
    'error runtimeerror nomethoderror nameerror argumenterror standarderror typeerror *error',
    /\((?:[A-Z]\w{0,60}::){0,5}(?:RuntimeError|NoMethodError|NameError|ArgumentError|StandardError|TypeError|\w{1,60}Error)\)$/m,
    'A Ruby exception was not handled',
  ),
  fatal(
    'rails-pending-migration',
    'migrations pending pendingmigrationerror',
    /\bPendingMigrationError\b|Migrations are pending/,
    'Database migrations are pending',
  ),
  fatal(
    'php-fatal',
    'fatal',
    /\bPHP Fatal error:|\bFatal error: {1,2}(?:Uncaught|Allowed|Cannot|Call to|Class|Declaration|Interface|Trait|Maximum)\b/,
    'PHP stopped on a fatal error',
  ),
  fatal(
    'php-uncaught',
    'uncaught',
    /\bUncaught (?:[\w\\]{1,80}(?:Exception|Error))\b/,
    'A PHP exception was not handled',
  ),
  fatal(
    'swift-trap',
    'unexpectedly fatal',
    /\bFatal error: (?:Unexpectedly found nil|Index out of range|Division by zero|'try!' expression unexpectedly|Not enough bits|Range requires)|\bSwift runtime failure\b/,
    'The Swift program stopped on a fault in the code',
  ),
  fatal(
    'elixir-crash',
    'kernel erl crash *error',
    /\bKernel pid terminated\b|Crash dump is being written to|\*\* \(\w{1,60}Error\)/,
    'The Erlang VM stopped',
  ),
  fatal(
    'alembic-revision',
    'locate revision',
    /Can't locate revision identified by/,
    'The database is at a migration that this image does not know',
  ),
  fatal(
    'flyway-validate',
    'flyway validate flywayvalidateexception liquibase',
    /\b(?:FlywayValidateException|Validate failed: Migrations have failed validation|liquibase\.exception\.\w+)/,
    'The database migrations do not validate',
  ),
  fatal(
    'ef-migrations',
    'pendingmodelchangeswarning already',
    /\bPendingModelChangesWarning\b|There is already an object named '/,
    'The Entity Framework migration failed',
  ),
  fatal(
    'django-migrations',
    'inconsistentmigrationhistory',
    /\bInconsistentMigrationHistory\b/,
    'The database migrations do not fit the code',
  ),
  fatal(
    'data-files-version',
    'incompatible initialized upgrade rdb featurecompatibilityversion',
    /\bdatabase files are incompatible with server|\bdata directory was initialized by \w{1,40} version|\bInvalid MySQL server upgrade|\bCan't handle RDB format version|\bfeatureCompatibilityVersion\b[^\n]{0,120}(?:invalid|upgrade|document|not)|\binvalid featureCompatibilityVersion\b/,
    'The data files are of another version than the program',
  ),
  fatal(
    'relation-missing',
    'relation table column invalid',
    /\b(?:relation|column) "[\w.]{1,80}" does not exist|\bno such table: |Table '[\w.]{1,120}' doesn't exist|Invalid (?:object|column) name '/,
    'The database has not the table or column that the code expects',
  ),
  vague(
    fatal(
      'dapr-app-fatal',
      'fatal fata',
      /\blevel[=:]"?fatal\b|\bFATA(?:L)?\b(?!.{0,30}(?:role|database|password|no pg_hba))/,
      'The program stopped on a fatal error',
    ),
  ),
  vague(
    fatal(
      'log-fatal',
      'fatal critical emerg crit',
      /^\W{0,3}(?:\w+ ){0,2}(?:\[?(?:FATAL|CRITICAL|CRIT|EMERG)\]?)(?:[\s:|\]-]|$)/m,
      'The program stopped on a fatal error',
    ),
  ),
  vague(
    fatal(
      'exit-announced',
      'exiting exit terminating aborting abort terminated unable failed giving startup fatal',
      /\b(?:exiting (?:with|due to|because)|terminating (?:due to|because)|aborting(?:\.|!|$| due| startup)|(?:failed|unable|could not) to start(?:up)? (?:the )?(?:server|application|app|service)|(?:server|application|app|service|startup|bootstrap|initiali[sz]ation) failed(?: to start)?|giving up|startup error|fatal error)\b/i,
      'The program says that it gives up',
    ),
  ),
  vague(
    telling(
      'error-level',
      'error err fail severe',
      /^\W{0,3}(?:\[?(?:ERROR|ERR|SEVERE|FAIL|fail)\]?)[\s:|\]-]/m,
      'An error was logged',
    ),
  ),
];
