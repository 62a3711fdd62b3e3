import { fatal, telling } from '@/lib/diagnosis/console/signature';
import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';

export const missingModule: Rule = {
  cause: 'app.missing-module',
  attribution: 'application',
  docs: {
    says: 'A module, package, framework or shared library that the program loads is not in the image.',
    evidence: 'The last failure in the console before the exit is the runtime’s own “cannot find module”.',
    limits:
      'A class that could not be initialised is not missing: the failure before it counts. A missing program is app.bad-command.',
  },
  signatures: [
    fatal(
      'node-cannot-find-module',
      'module package',
      /\bCannot find (?:module|package) ['"](?<module>[^'"]{1,200})['"]/,
      'Node cannot find the module {module}',
    ),
    fatal(
      'node-err-module-not-found',
      'found',
      /\bERR_MODULE_NOT_FOUND\b|\bMODULE_NOT_FOUND\b/,
      'Node cannot find a module',
    ),
    fatal(
      'node-native-binding',
      'bindings module node prisma native invalid dlopen',
      /(?:Could not (?:locate the bindings file|load the "(?<module>[\w-]+)" module)|was compiled against a different Node\.js version|No native build was found for|ERR_DLOPEN_FAILED|invalid ELF header|Prisma Client could not locate the Query Engine|@prisma\/client did not initialize)/,
      'A native module does not fit this image ({module|see the line})',
    ),
    fatal(
      'node-named-export',
      'export err',
      /\bdoes not provide an export named '(?<module>[^']{1,80})'|ERR_PACKAGE_PATH_NOT_EXPORTED|ERR_UNSUPPORTED_DIR_IMPORT/,
      'A Node package does not export what is imported',
    ),
    fatal(
      'python-no-module',
      'module modulenotfounderror',
      /\bNo module named ['"]?(?<module>[\w.]{1,120})/,
      'Python cannot find the module {module}',
    ),
    fatal(
      'python-import-name',
      'importerror',
      /\bImportError: (?:cannot import name ['"](?<module>\w{1,80})['"])/,
      'Python cannot import {module}',
    ),
    fatal(
      'gunicorn-app-missing',
      'application attribute',
      /Failed to find (?:application object|attribute) ['"](?<module>[\w.:]{1,80})['"] in ['"]/,
      'gunicorn cannot find the application {module}',
    ),
    fatal(
      'uvicorn-app-missing',
      'asgi',
      /Error loading ASGI app\. (?:Could not import module|Attribute) "(?<module>[\w.:]{1,120})"/,
      'uvicorn cannot load the application {module}',
    ),
    fatal(
      'flask-app-missing',
      'flask import app',
      /\b(?:Could not import ['"](?<module>[\w.]{1,120})['"]|Failed to find Flask application)/,
      'Flask cannot load the application {module|}',
    ),
    fatal(
      'celery-app-missing',
      'celery module',
      /Unable to load celery application|The module (?<module>[\w.]{1,120}) was not found/,
      'Celery cannot load its application',
    ),
    fatal(
      'shared-library',
      'shared object',
      /(?<module>[\w.+-]{1,120}\.so[\w.]{0,20}): cannot open shared object file/,
      'The shared library {module} is not in the image',
    ),
    fatal(
      'musl-library',
      'library relocating',
      /Error loading shared library (?<module>[\w.+-]{1,120})|Error relocating \S{1,160}: \S{1,80}: symbol not found/,
      'A shared library is missing or does not fit ({module|see the line})',
    ),
    fatal(
      'glibc-version',
      'glibc glibcxx',
      /version [`'](?<module>GLIBC(?:XX)?_[\d.]{1,12})['`] not found/,
      'The program needs {module}, which the image’s C library does not have',
    ),
    fatal(
      'openssl-missing',
      'usable libssl icu',
      /No usable version of libssl was found|Couldn't find a valid ICU package/,
      'A library that .NET needs is not in the image',
    ),
    fatal(
      'java-class-not-found',
      'classnotfoundexception',
      /\bClassNotFoundException: (?<module>[\w.$/]{1,200})/,
      'Java cannot find the class {module}',
    ),
    fatal(
      'java-no-class-def',
      'noclassdeffounderror',
      /\bNoClassDefFoundError: (?!Could not initialize)(?<module>[\w.$/]{1,200})/,
      'Java cannot find the class {module}',
    ),
    fatal(
      'java-main-class',
      'main manifest',
      /Could not find or load main class (?<module>[\w.$/-]{1,200})|no main manifest attribute/i,
      'Java cannot find the main class {module|}',
    ),
    fatal(
      'java-class-version',
      'unsupportedclassversionerror',
      /\bUnsupportedClassVersionError\b/,
      'The classes were compiled for a newer Java than the image has',
    ),
    fatal(
      'java-no-method',
      'nosuchmethoderror nosuchfielderror',
      /\b(?:NoSuchMethodError|NoSuchFieldError): (?<module>.{1,120})/,
      'Two libraries of different versions do not fit ({module})',
    ),
    fatal(
      'unsatisfied-link',
      'unsatisfiedlinkerror',
      /\bUnsatisfiedLinkError: (?<module>.{1,120})/,
      'Java cannot load a native library ({module})',
    ),
    fatal(
      'dotnet-framework',
      'frameworks net compatible',
      /You must install or update \.NET to run this application|No frameworks were found|It was not possible to find any (?:compatible framework version|installed \.NET)/,
      'The image has not the .NET version that the application needs',
    ),
    fatal(
      'dotnet-assembly',
      'assembly',
      /Could not load file or assembly '(?<module>[^',]{1,160})/,
      '.NET cannot load the assembly {module}',
    ),
    fatal(
      'dotnet-native',
      'dll shared',
      /Unable to load (?:shared library|DLL) '(?<module>[^']{1,120})'/,
      '.NET cannot load the native library {module}',
    ),
    fatal(
      'dotnet-type-load',
      'typeloadexception missingmethodexception missingfieldexception',
      /\b(?:TypeLoadException|MissingMethodException|MissingFieldException): (?<module>.{1,120})/,
      'Two assemblies of different versions do not fit ({module})',
    ),
    fatal(
      'ruby-load-error',
      'load loaderror',
      /\bcannot load such file -- (?<module>\S{1,160})/,
      'Ruby cannot load {module}',
    ),
    fatal(
      'ruby-bundler',
      'bundler gem gems',
      /Could not find (?:gem )?['"]?(?<module>[\w.() =~><-]{1,80})['"]? in (?:any of the sources|locally installed gems|rubygems)|Bundler::GemNotFound|can't find gem/i,
      'A gem is not in the image ({module|see the line})',
    ),
    fatal(
      'php-class-not-found',
      'class',
      /\bUncaught Error: Class ["'](?<module>[^"']{1,160})["'] not found/,
      'PHP cannot find the class {module}',
    ),
    fatal(
      'php-autoload',
      'autoload require',
      /(?:Failed opening required|failed to open stream).{0,20}?(?<module>vendor\/autoload\.php)|require\(.{0,120}vendor\/autoload\.php\)/i,
      'Composer’s packages are not in the image (vendor/autoload.php)',
    ),
    fatal(
      'php-undefined-function',
      'undefined',
      /Call to undefined function (?<module>[\w\\]{1,80})\(\)/,
      'PHP has no function {module}: an extension is missing',
    ),
    fatal(
      'php-driver',
      'driver',
      /PDOException: could not find driver|could not find driver/,
      'The PHP database driver is not in the image',
    ),
    fatal(
      'go-plugin',
      'plugin',
      /\bplugin\.Open\("(?<module>[^"]{1,120})"\)/,
      'The Go plugin {module} cannot be loaded',
    ),
    fatal('perl-module', 'locate', /Can't locate (?<module>\S{1,120}) in @INC/, 'Perl cannot find {module}'),
    fatal(
      'prisma-engine',
      'query engine',
      /Query engine library for current platform "(?<module>[\w.-]{1,60})" could not be found/i,
      'Prisma’s engine for {module} is not in the image',
    ),
    fatal(
      'r-package',
      'package',
      /\bthere is no package called [‘'"](?<module>[\w.]{1,80})/,
      'R cannot find the package {module}',
    ),
    fatal(
      'browser-missing',
      'executable browser chrome found chromium',
      /\bExecutable doesn't exist at (?<module>\S{1,200})|Could not find (?<name>Chrome|Chromium|browser)\b|(?:chrome|chromium|chromedriver) (?:executable )?(?:was )?not found/i,
      'The browser is not in the image ({module,name|see the line})',
    ),
    fatal(
      'require-esm',
      'require esm',
      /\bERR_REQUIRE_ESM\b|require\(\) of ES Module (?<module>\S{1,200}) (?:from|not supported)/,
      'A Node package cannot be loaded with require ({module|see the line})',
    ),
    fatal(
      'django-driver',
      'loading',
      /\bError loading (?<module>[\w.]{1,60})(?: or \w{1,60})? module\b/,
      'The database driver {module} is not in the image',
    ),
    telling(
      'undefined-symbol',
      'symbol',
      /\bundefined symbol: (?<module>\w{1,120})/,
      'Two native libraries do not fit ({module})',
    ),
  ],
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.missing-module',
      nextSteps: (c, match) => [
        steps.backToRevision(c),
        advise(
          `Build the image so that ${match.groups.module ?? 'what is missing'} is installed in its final stage, and start it once locally: docker run --rm <image>`,
        ),
        steps.setImage(c, 'Then roll out the new image'),
      ],
    }),
};
