import { expect, test } from './test';

const time = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d+Z$/);
const range = { from: '2026-06-19T14:38:00.000Z', to: '2026-06-20T14:38:00.000Z' };

test('apps: every one with its status, worst first', async ({ request }) => {
  const answer = await request.get('/api/v1/apps');
  const body = await answer.json();

  expect(answer.headers()).toMatchObject({ 'cache-control': 'private, no-store', 'content-encoding': 'gzip' });
  expect(body).toMatchObject({ range, asOf: range.to, blindSpots: expect.any(Array) });
  expect(body.apps.length).toBeGreaterThanOrEqual(12);
  expect(body.apps[0]).toMatchObject({ status: 'crash-looping' });
  expect(body.apps.find((app: { name: string }) => app.name === 'orders-api')).toEqual(
    expect.objectContaining({
      name: 'orders-api',
      kind: 'app',
      workspace: 'sample',
      status: 'crash-looping',
      topCause: 'platform.oom',
      exits: { unexpected: expect.any(Number), intended: expect.any(Number) },
      newestRow: time,
    }),
  );
});

test('an app: verdict, runs and blind spots in the agreed shape', async ({ request }) => {
  const body = await (await request.get('/api/v1/apps/orders-api')).json();

  expect(body).toMatchObject({ app: 'orders-api', kind: 'app', range, status: 'crash-looping', newestRow: time });
  const [incident] = body.incidents;
  expect(incident).toMatchObject({
    id: expect.any(String),
    role: 'app',
    state: 'ongoing',
    overSince: null,
    exits: expect.any(Number),
    exitCodes: { '137': incident.exits },
    from: time,
    to: time,
  });
  expect(incident.findings[0]).toMatchObject({
    cause: 'platform.oom',
    attribution: expect.stringMatching(/^(application|configuration|platform|unknown)$/),
    confidence: expect.stringMatching(/^(high|medium|low)$/),
  });
  expect(incident.findings[0].evidence[0]).toEqual({
    row: expect.any(String),
    run: expect.anything(),
    table: expect.stringMatching(/^ContainerApp/),
    time,
    text: expect.any(String),
  });
  expect(Object.keys(body.runs[0]).sort()).toEqual(
    [
      'id',
      'number',
      'replica',
      'container',
      'role',
      'revision',
      'execution',
      'from',
      'to',
      'startKnown',
      'endKnown',
      'cut',
      'lifetimeSeconds',
      'exitCode',
      'terminationReason',
      'intended',
    ].sort(),
  );
});

test('a run’s console resolves from its id alone, whatever the range', async ({ request }) => {
  const { incidents, runs } = await (await request.get('/api/v1/apps/orders-api')).json();
  const run = runs.findLast((one: { exitCode: number | null }) => one.exitCode === 137);
  expect(incidents.length).toBeGreaterThan(0);

  const path = `/api/v1/apps/orders-api/runs/${encodeURIComponent(run.id)}/console`;
  const own = await (await request.get(path)).json();
  expect(own).toMatchObject({ run: run.id, truncated: false });
  expect(own.lines[0]).toMatchObject({
    time,
    stream: expect.stringMatching(/^std(out|err)$/),
    container: expect.any(String),
    text: expect.any(String),
    role: null,
  });
  const times = own.lines.map((line: { time: string }) => line.time);
  expect(times).toEqual([...times].sort());

  const wide = await (await request.get(`${path}?before=20&after=20`)).json();
  expect(wide.lines.length).toBeGreaterThan(own.lines.length);
});

test('the timeline’s events come as columns', async ({ request }) => {
  const body = await (await request.get('/api/v1/apps/orders-api/events')).json();

  expect(body).toMatchObject({ app: 'orders-api', range, unitSeconds: 0.1 });
  const lane = body.lanes.find((one: { marks: { exit: { at: number[] } } }) => one.marks.exit.at.length > 0);
  expect(lane.marks.exit.label.map((place: number) => body.texts[place])).toContain('137');
  expect(lane.runs.start).toHaveLength(lane.runs.ids.length);
});

test('the exit codes of the support article are all there', async ({ request }) => {
  const body = await (await request.get('/api/v1/exit-codes')).json();
  const codes = JSON.stringify(body);
  for (const code of [0, 1, 2, 100, 125, 126, 127, 128, 134, 137, 139, 143, 255]) {
    expect(codes).toContain(`"code":${code},`);
  }
  const one = await (await request.get('/api/v1/exit-codes/137')).json();
  expect(JSON.stringify(one)).toContain('SIGKILL');
});

test('health says what it is connected to', async ({ request }) => {
  const answer = await request.get('/api/v1/health');

  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ status: 'ok', connection: { kind: 'sample' } });
});

for (const [path, status, kind] of [
  ['/api/v1/apps?from=yesterday&to=today', 400, 'bad-request'],
  ['/api/v1/apps/orders-api?from=2026-06-20T14:00:00Z', 400, 'bad-request'],
  ['/api/v1/apps/orders-api?kind=pod', 400, 'bad-request'],
  ['/api/v1/apps/nobody-is-called-so', 404, 'not-found'],
  ['/api/v1/apps/orders-api/runs/x~y~1/console', 404, 'not-found'],
  ['/api/v1/apps/orders-api/runs/x~y~1/console?before=501', 400, 'bad-request'],
  ['/api/v1/exit-codes/256', 404, 'not-found'],
  ['/api/v1/nothing', 404, 'no-such-address'],
] as const) {
  test(`${path} is a ${status} that says why and what to do`, async ({ request }) => {
    const answer = await request.get(path);

    expect(answer.status()).toBe(status);
    expect(await answer.json()).toMatchObject({
      error: { kind, message: expect.stringMatching(/\.$/), remedy: expect.stringMatching(/\.$/) },
    });
  });
}

test('an app known but without rows in the range is an answer, with its newest row', async ({ request }) => {
  const answer = await request.get('/api/v1/apps/orders-api?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z');

  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({ status: 'unknown', newestRow: time, incidents: [], runs: [] });
});
