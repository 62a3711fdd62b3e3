import { request as http } from 'node:http';
import { sampleUrl } from './servers';
import { expect, test } from './test';

/** A request as no browser would send it. */
function ask(
  path: string,
  options: { host?: string; method?: string } = {},
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = options.host === undefined ? {} : { host: options.host };
    const sent = http(`${sampleUrl}${path}`, { method: options.method ?? 'GET', headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        body += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

test('a name that is not ours gets neither page nor data', async () => {
  for (const path of ['/', '/apps/orders-api', '/api/v1/apps']) {
    const answer = await ask(path, { host: 'evil.example:3210' });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('does not answer for the host “evil.example:3210”');
  }
  expect((await ask('/api/v1/health', { host: 'localhost:9999' })).status).toBe(200);
});

test('nothing but reading is answered', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    expect((await ask('/', { method })).status).toBe(405);
    expect((await ask('/api/v1/apps', { method })).status).toBe(405);
  }
});

test('every page has a policy with a nonce of its own, also when it is prefetched', async ({ request }) => {
  const seen = new Set<string>();
  for (const path of ['/', '/apps/orders-api', '/exit-codes', '/exit-codes/137', '/nowhere', '/apps/nobody']) {
    const answer = await request.get(path, { headers: { purpose: 'prefetch' } });
    const policy = answer.headers()['content-security-policy'] ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(nonce).not.toBe('');
    seen.add(nonce);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(answer.headers()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
    });
    expect(answer.headers()['x-powered-by']).toBeUndefined();
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
  }
  expect(seen.size).toBe(6);
});
