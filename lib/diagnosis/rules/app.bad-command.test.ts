import { describe, expect, test } from 'vitest';
import { badCommand } from './app.bad-command';
import { caseOf, crashed, failedStart, life, speaks, verdict } from './testing';

const oci =
  'Error: failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';
const create = (message: string) => caseOf({ failedStarts: [failedStart('create', message)] });

describe('app.bad-command', () => {
  test.each([
    [
      'a program that is not on the path',
      `${oci}exec: "gunicornn": executable file not found in $PATH: unknown`,
      /gunicornn.*not in the image/,
    ],
    [
      'a path that is not there',
      `${oci}exec: "/app/serve": stat /app/serve: no such file or directory: unknown`,
      /\/app\/serve/,
    ],
    [
      'a whole command line as one word',
      `${oci}exec: "node server.js": executable file not found in $PATH: unknown`,
      /holds blanks/,
    ],
    ['a script that may not be executed', `${oci}exec: "/entrypoint.sh": permission denied: unknown`, /not executable/],
    [
      'the newer dialect',
      `Container 'web' was terminated with exit code '1' and reason 'ContainerCreateFailure'. Status(StatusCode="Unknown", Detail="OCI runtime create failed: exec: "pythn": executable file not found in $PATH")`,
      /pythn/,
    ],
  ])('is high for %s', (_, message, says) => {
    expect(verdict(create(message))).toMatchObject({
      cause: 'app.bad-command',
      found: { confidence: 'high', summary: expect.stringMatching(says) },
    });
  });

  test.each([
    ['a jar', 'Error: Unable to access jarfile target/app.jar', /target\/app\.jar/],
    ['an npm script', 'npm error Missing script: "start:prod"', /start:prod/],
    ['a yarn script', 'error Command "serve" not found.', /serve/],
    ['a .NET assembly', "The application to execute does not exist: '/app/web.dll'", /web\.dll/],
    ['a PHP script', 'Could not open input file: artisan', /artisan/],
    ['a Ruby script', 'ruby: No such file or directory -- app.rb (LoadError)', /app\.rb/],
  ])('knows that the interpreter does not find %s', (_, line, says) => {
    const { cause, found } = verdict(crashed([line]));

    expect(cause).toBe('app.bad-command');
    expect(found?.summary).toMatch(says);
  });

  test('tells a working directory that is not there from a command that is not', () => {
    expect(
      verdict(create(`${oci}chdir to cwd ("/srv/app") set in config.json failed: no such file or directory`)),
    ).toMatchObject({
      cause: 'app.bad-command',
      found: { confidence: 'high', summary: expect.stringContaining('working directory /srv/app') },
    });
  });

  test('is medium when older builds give no detail', () => {
    expect(
      verdict(create("Container 'web' was terminated with exit code '' and reason 'ContainerCreateFailure'")),
    ).toMatchObject({ cause: 'app.bad-command', found: { confidence: 'medium' } });
  });

  test.each([
    ['dash', ['/bin/sh: 1: dotnett: not found'], /dotnett/],
    ['bash', ['/entrypoint.sh: line 3: flyway: command not found'], /flyway/],
    ['Windows line ends', ["/usr/bin/env: 'bash\\r': No such file or directory"], /line ends|cannot be started/],
    [
      'an interpreter',
      ['/bin/sh: ./run.sh: /bin/bash^M: bad interpreter: No such file or directory'],
      /line ends|interpreter/,
    ],
    [
      'exec of an entry point',
      ['exec /usr/local/bin/docker-entrypoint.sh: no such file or directory'],
      /cannot be started/,
    ],
    [
      'Node without its file',
      [
        "Error: Cannot find module '/app/server.js'",
        '    at Module._resolveFilename (node:internal/modules/cjs/loader:1144:15)',
      ],
      /server\.js/,
    ],
    [
      'Python without its file',
      ["python: can't open file '/app/mian.py': [Errno 2] No such file or directory"],
      /mian\.py/,
    ],
  ])('reads %s', (_, lines, says) => {
    expect(verdict(crashed(lines, 127))).toMatchObject({
      cause: 'app.bad-command',
      found: { summary: expect.stringMatching(says) },
    });
  });

  test('is medium for 127 alone', () => {
    expect(verdict(caseOf({ lives: [life({ code: 127 })] }))).toMatchObject({
      cause: 'app.bad-command',
      found: { confidence: 'medium' },
    });
  });

  test.each([
    ['a full disk', create(`${oci}no space left on device: unknown`)],
    ['another processor', create(`${oci}exec /app: exec format error: unknown`)],
    [
      'a preparation that took too long',
      create(
        "Container 'web' was terminated with exit code '1' and reason 'ContainerCreateFailure'. Status(StatusCode=\"Unknown\", Detail=\"chown -R 1000 /app canceled after 191756 ms\")",
      ),
    ],
    ['a missing module', crashed(["Error: Cannot find module 'express'"])],
    ['a page that is not found', crashed(['GET /favicon.ico not found', 'RuntimeError: boom'])],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(badCommand, incident)).toBe(false);
  });
});
