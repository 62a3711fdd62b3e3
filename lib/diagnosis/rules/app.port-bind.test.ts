import { describe, expect, test } from 'vitest';
import { portBind } from './app.port-bind';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'Node, privileged port',
    [
      'Error: listen EACCES: permission denied 0.0.0.0:80',
      '    at Server.setupListenHandle [as _listen2] (node:net:1800:21)',
    ],
    /80/,
  ],
  ['Node, in use', ['Error: listen EADDRINUSE: address already in use :::3000'], /3000/],
  ['nginx', ['nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)'], /80/],
  ['nginx in use', ['nginx: [emerg] bind() to [::]:8080 failed (98: Address in use)'], /8080|port/],
  ['Go', ['2026/06/20 04:00:01 listen tcp :80: bind: permission denied'], /80/],
  ['Go in use', ['panic: listen tcp :50051: bind: address already in use'], /50051/],
  ['Python', ['Traceback (most recent call last):', 'OSError: [Errno 98] Address already in use'], /in use/],
  [
    'uvicorn',
    ["ERROR:    [Errno 98] error while attempting to bind on address ('0.0.0.0', 8000): address already in use"],
    /8000/,
  ],
  [
    'uvicorn denied',
    ["ERROR:    [Errno 13] error while attempting to bind on address ('0.0.0.0', 80): permission denied"],
    /80/,
  ],
  ['gunicorn', ["[2026-06-20 04:00:01 +0000] [1] [ERROR] Can't connect to ('0.0.0.0', 80)"], /80/],
  ['gunicorn in use', ["[2026-06-20 04:00:01 +0000] [1] [ERROR] Connection in use: ('0.0.0.0', 8000)"], /8000/],
  ['Tomcat', ['Caused by: java.lang.Exception: Socket bind failed: [13] [Permission denied]'], /bound|port/],
  ['Java', ['Caused by: java.net.BindException: Address already in use'], /bound|use/],
  [
    'Spring',
    [
      '***************************',
      'APPLICATION FAILED TO START',
      '***************************',
      'Web server failed to start. Port 8080 was already in use.',
    ],
    /8080/,
  ],
  [
    'Kestrel',
    [
      'Unhandled exception. System.IO.IOException: Failed to bind to address http://[::]:8080: address already in use.',
      ' ---> Microsoft.AspNetCore.Connections.AddressInUseException: Address already in use',
    ],
    /8080|use/,
  ],
  [
    'Kestrel denied',
    [
      'Unhandled exception. System.Net.Sockets.SocketException (13): Permission denied',
      '   at System.Net.Sockets.Socket.DoBind(EndPoint endPointSnapshot, SocketAddress socketAddress)',
    ],
    /denied/,
  ],
  ['Rust', ['Error: Os { code: 98, kind: AddrInUse, message: "Address already in use" }'], /in use/],
  [
    'Apache',
    [
      '(13)Permission denied: AH00072: make_sock: could not bind to address 0.0.0.0:80',
      'no listening sockets available, shutting down',
    ],
    /80/,
  ],
  ['Puma', ['Address already in use - bind(2) for "0.0.0.0" port 3000 (Errno::EADDRINUSE)'], /in use/],
  ['a German system', ['OSError: [Errno 98] Die Adresse wird bereits verwendet'], /in use/],
];

describe('app.port-bind', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.port-bind');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    ['a file that may not be written', ["Error: EACCES: permission denied, mkdir '/data/uploads'"]],
    ['a refused connection', ['Error: connect ECONNREFUSED 10.0.0.4:5432']],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(portBind, crashed(lines))).toBe(false);
  });
});
