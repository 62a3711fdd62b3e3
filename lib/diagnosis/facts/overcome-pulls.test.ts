import { describe, expect, test } from 'vitest';
import { diagnose } from '@/lib/diagnosis/diagnose';
import { inputOf, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { SystemRow } from '@/lib/domain/rows';

const web = rowsOf();
const other = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-zzzzz' });
const nameless = rowsOf({ replica: null });

const pulled = (at: number, image = 'contoso.azurecr.io/web:7', of = web) =>
  of.row(at, { reason: 'PulledImage', message: `Successfully pulled image '${image}' in 6.2s.`, severity: 'Info' });
const reset = (at: number, of = web) =>
  of.row(at, {
    reason: 'Failed',
    message:
      'Failed to pull image "contoso.azurecr.io/web:7": rpc error: code = Unknown desc = failed to copy: read tcp 10.0.0.4:44120->20.60.1.1:443: read: connection reset by peer',
  });

const verdictOn = (rows: SystemRow[]) => diagnose(inputOf(web.app, rows, { now: 4000 }));

describe('a failed pull', () => {
  test('that the next attempt overcomes is a note and no incident, and stays on the list of failed starts', () => {
    const found = verdictOn([reset(0), pulled(20), ...web.started(22)]);

    expect(found.incidents).toEqual([]);
    expect(found.notes.map(({ cause }) => cause)).toContain('noise.benign');
    expect(found.failedStarts).toHaveLength(1);
  });

  test('says nothing beside a later exit of the same container', () => {
    const causes = verdictOn([reset(0), pulled(20), ...web.started(22), ...web.exited(900, 1)]).incidents.flatMap(
      ({ findings }) => findings.map(({ cause }) => cause),
    );

    expect(causes.length).toBeGreaterThan(0);
    expect(causes.filter((cause) => cause.startsWith('image.'))).toEqual([]);
  });

  test.each([
    ['is followed by nothing', [reset(0)]],
    ['is overcome much later: somebody mended it', [reset(0), pulled(900), ...web.started(902)]],
    ['is overcome by another image', [reset(0), pulled(20, 'contoso.azurecr.io/proxy:7')]],
    ['is overcome by an image whose name goes on', [reset(0), pulled(20, 'contoso.azurecr.io/web:71')]],
    ['is overcome in another replica', [reset(0), pulled(20, undefined, other)]],
    ['could be of either replica', [reset(0, nameless), pulled(20), pulled(25, undefined, other)]],
    ['comes after the success', [pulled(0), reset(30)]],
    ['comes again and again', [0, 600, 1200].flatMap((at) => [reset(at), pulled(at + 20), ...web.started(at + 22)])],
  ])('is an incident when it %s', (_, rows) => {
    expect(verdictOn(rows).incidents[0]?.findings[0].cause).toBe('image.pull-network');
  });
});
