import { afterEach, describe, expect, test, vi } from 'vitest';
import { answering, errorAnswer, failureAnswer, jsonAnswer, RequestProblem } from './answer';

const request = new Request('http://localhost/api/v1/apps');

afterEach(() => {
  vi.restoreAllMocks();
});

test('an answer is kept by nobody on its way', () => {
  expect(jsonAnswer({}).headers.get('cache-control')).toBe('private, no-store');
});

describe('an error', () => {
  test('of the request is a 400 with its sentence', async () => {
    const answer = await answering(request, async () => {
      throw new RequestProblem('No.', 'Write it so.');
    });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: { kind: 'bad-request', message: 'No.', remedy: 'Write it so.' },
    });
  });

  test('of ours is a 500 that shows nothing of the inside, and is logged', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const answer = await answering(request, async () => {
      throw new Error('secret detail');
    });

    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret detail');
    expect(log).toHaveBeenCalledOnce();
  });

  test('after the caller went away is nobody’s fault and not logged', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const gone = new Request(request, { signal: AbortSignal.abort() });
    const answer = await answering(gone, async () => {
      throw new Error('aborted');
    });

    expect(answer.status).toBe(503);
    expect(log).not.toHaveBeenCalled();
  });

  test.each([
    ['throttled', 429],
    ['timeout', 504],
    ['forbidden', 502],
    ['network', 503],
  ] as const)('of the workspace of kind %s is a %i', async (kind, status) => {
    const answer = failureAnswer({ kind, message: 'm', remedy: 'r' });

    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: { kind, message: 'm', remedy: 'r' } });
  });

  test('can carry choices beside it', async () => {
    const answer = errorAnswer(409, { kind: 'a', message: 'b', remedy: 'c' }, { choices: [1] });

    expect(await answer.json()).toEqual({ error: { kind: 'a', message: 'b', remedy: 'c' }, choices: [1] });
  });
});
