import { describe, expect, test } from 'vitest';
import { fileNotFound } from './app.file-not-found';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'Node',
    [
      "Error: ENOENT: no such file or directory, open '/app/config/production.json'",
      '    at Object.openSync (node:fs:601:3)',
    ],
    /production\.json/,
  ],
  [
    'Python',
    [
      'Traceback (most recent call last):',
      "FileNotFoundError: [Errno 2] No such file or directory: '/models/net.onnx'",
    ],
    /net\.onnx/,
  ],
  [
    'Java',
    ['Caused by: java.io.FileNotFoundException: /etc/app/keystore.p12 (No such file or directory)'],
    /keystore\.p12/,
  ],
  [
    '.NET settings',
    [
      "Unhandled exception. System.IO.FileNotFoundException: The configuration file 'appsettings.json' was not found and is not optional. The expected physical path was '/appsettings.json'.",
    ],
    /appsettings\.json/,
  ],
  [
    '.NET path',
    [
      "Unhandled exception. System.IO.DirectoryNotFoundException: Could not find a part of the path '/data/templates/mail.html'.",
    ],
    /mail\.html/,
  ],
  ['Go', ['panic: open /etc/app/config.yaml: no such file or directory'], /config\.yaml/],
  ['Rust', ['Error: Os { code: 2, kind: NotFound, message: "No such file or directory" }'], /not there/],
  [
    'Ruby',
    ["/app/boot.rb:4:in `read': No such file or directory @ rb_sysopen - config/master.key (Errno::ENOENT)"],
    /master\.key/,
  ],
  [
    'nginx certificate',
    [
      '2026/06/20 04:00:01 [emerg] 1#1: cannot load certificate "/etc/nginx/ssl/tls.crt": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory)',
    ],
    /tls\.crt/,
  ],
  [
    'nginx include',
    ['nginx: [emerg] open() "/etc/nginx/mime.types" failed (2: No such file or directory) in /etc/nginx/nginx.conf:14'],
    /mime\.types/,
  ],
  [
    'a certificate in Python',
    ['Traceback (most recent call last):', "FileNotFoundError: [Errno 2] No such file or directory: '/certs/ca.pem'"],
    /ca\.pem/,
  ],
  ['haproxy style', ["config file '/usr/local/etc/app.cfg' does not exist"], /app\.cfg/],
];

describe('app.file-not-found', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.file-not-found');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    [
      'a web server’s 404',
      [
        '2026/06/20 04:00:01 [error] 31#31: *1 open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file or directory), client: 10.0.0.1',
      ],
    ],
    ['a missing program', ['exec /entrypoint.sh: no such file or directory']],
    ['a missing module', ["Error: Cannot find module 'express'"]],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(fileNotFound, crashed(lines))).toBe(false);
  });
});
