import { describe, expect, test } from 'vitest';
import { missingModule } from './app.missing-module';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'Node CommonJS',
    [
      'node:internal/modules/cjs/loader:1146',
      '  throw err;',
      '  ^',
      "Error: Cannot find module 'express'",
      'Require stack:',
      '- /app/server.js',
      "  code: 'MODULE_NOT_FOUND',",
      'Node.js v20.11.1',
    ],
    /express/,
  ],
  ['Node ES modules', ["Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'pino' imported from /app/log.js"], /pino/],
  [
    'a Node path import',
    ["Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/app/dist/routes/users' imported from /app/dist/app.js"],
    /users/,
  ],
  [
    'Prisma client',
    ['Error: @prisma/client did not initialize yet. Please run "prisma generate" and try to import it again.'],
    /native|fit/,
  ],
  ['sharp', ['Error: Could not load the "sharp" module using the linuxmusl-x64 runtime'], /sharp/],
  [
    'Python',
    [
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 1, in <module>',
      '    import fastapi',
      "ModuleNotFoundError: No module named 'fastapi'",
    ],
    /fastapi/,
  ],
  ['python -m', ['/usr/local/bin/python: No module named uvicorn'], /uvicorn/],
  [
    'cannot import name',
    [
      'Traceback (most recent call last):',
      "ImportError: cannot import name 'url_quote' from 'werkzeug.urls' (/usr/local/lib/python3.11/site-packages/werkzeug/urls.py)",
    ],
    /url_quote/,
  ],
  [
    'a shared library in Python',
    [
      'Traceback (most recent call last):',
      'ImportError: libGL.so.1: cannot open shared object file: No such file or directory',
    ],
    /libGL/,
  ],
  [
    'gunicorn boot with a missing module',
    [
      '[2026-06-20 04:00:01 +0000] [7] [ERROR] Exception in worker process',
      'Traceback (most recent call last):',
      "ModuleNotFoundError: No module named 'redis'",
      '[2026-06-20 04:00:01 +0000] [7] [INFO] Worker exiting (pid: 7)',
      '[2026-06-20 04:00:01 +0000] [1] [ERROR] Worker (pid:7) exited with code 3',
      '[2026-06-20 04:00:01 +0000] [1] [ERROR] Shutting down: Master',
      '[2026-06-20 04:00:01 +0000] [1] [ERROR] Reason: Worker failed to boot.',
    ],
    /redis/,
  ],
  ['uvicorn', ['ERROR:    Error loading ASGI app. Could not import module "main".'], /main/],
  [
    'Java class',
    [
      'Exception in thread "main" java.lang.ClassNotFoundException: org.postgresql.Driver',
      '\tat java.base/jdk.internal.loader.BuiltinClassLoader.loadClass(BuiltinClassLoader.java:641)',
    ],
    /postgresql/,
  ],
  ['Java NoClassDef', ['java.lang.NoClassDefFoundError: javax/xml/bind/JAXBException'], /JAXB/],
  [
    'Java main class',
    [
      'Error: Could not find or load main class com.acme.Application',
      'Caused by: java.lang.ClassNotFoundException: com.acme.Application',
    ],
    /com\.acme\.Application/,
  ],
  [
    'Java version',
    [
      'Exception in thread "main" java.lang.UnsupportedClassVersionError: com/acme/App has been compiled by a more recent version of the Java Runtime (class file version 65.0)',
    ],
    /newer Java/,
  ],
  [
    '.NET framework',
    [
      'You must install or update .NET to run this application.',
      '',
      'App: /app/web.dll',
      'Architecture: x64',
      "Framework: 'Microsoft.AspNetCore.App', version '9.0.0' (x64)",
    ],
    /\.NET/,
  ],
  [
    '.NET assembly',
    [
      "Unhandled exception. System.IO.FileNotFoundException: Could not load file or assembly 'Acme.Core, Version=1.2.0.0, Culture=neutral, PublicKeyToken=null'. The system cannot find the file specified.",
    ],
    /Acme\.Core/,
  ],
  [
    '.NET native',
    [
      "Unhandled exception. System.DllNotFoundException: Unable to load shared library 'libSkiaSharp' or one of its dependencies.",
    ],
    /libSkiaSharp/,
  ],
  [
    'ICU',
    [
      "Process terminated. Couldn't find a valid ICU package installed on the system. Please install libicu using your package manager and try again.",
    ],
    /library/,
  ],
  [
    'glibc',
    ["/app/server: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by /app/server)"],
    /GLIBC_2\.34/,
  ],
  ['musl', ['Error loading shared library libgcc_s.so.1: No such file or directory (needed by /app/worker)'], /libgcc/],
  ['Ruby', ['/usr/local/bundle/gems/bootsnap: cannot load such file -- pg_ext (LoadError)'], /pg_ext/],
  ['Bundler', ['Could not find rails-7.1.2 in locally installed gems (Bundler::GemNotFound)'], /rails/],
  [
    'PHP autoload',
    [
      'PHP Warning:  require(/var/www/vendor/autoload.php): Failed to open stream: No such file or directory in /var/www/index.php on line 3',
      "PHP Fatal error:  Uncaught Error: Failed opening required '/var/www/vendor/autoload.php'",
    ],
    /autoload/,
  ],
  ['PHP class', ['PHP Fatal error:  Uncaught Error: Class "Redis" not found in /var/www/cache.php:12'], /Redis/],
  ['PHP driver', ['PHP Fatal error:  Uncaught PDOException: could not find driver in /var/www/db.php:8'], /driver/],
  ['R', ['Error in library(plumber) : there is no package called ‘plumber’', 'Execution halted'], /plumber/],
  ['Perl', ["Can't locate JSON/XS.pm in @INC (you may need to install the JSON::XS module)"], /JSON/],
];

describe('app.missing-module', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.missing-module');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    [
      'a class that failed to initialise',
      ['java.lang.NoClassDefFoundError: Could not initialize class com.acme.Config'],
    ],
    ['a missing data file', ["FileNotFoundError: [Errno 2] No such file or directory: '/data/model.bin'"]],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(missingModule, crashed(lines))).toBe(false);
  });
});
