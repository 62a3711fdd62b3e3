import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { causes } from '@/lib/domain/cause';
import { rules } from './index';

describe('the list of rules', () => {
  test('has one rule for every cause but unknown', () => {
    expect(rules.map((rule) => rule.cause).sort()).toEqual(causes.filter((cause) => cause !== 'unknown').sort());
  });

  test('keeps each rule in the file of its cause', () => {
    const files = readdirSync(join(import.meta.dirname)).map((file) => file.replace(/\.ts$/, ''));
    expect(files).toEqual(expect.arrayContaining(rules.map((rule) => rule.cause)));
  });

  test('tells of every rule what it says, on what it rests, and when it is wrong', () => {
    for (const rule of rules) {
      expect(rule.docs.says, rule.cause).toMatch(/\.$/);
      expect(rule.docs.evidence, rule.cause).toMatch(/\.$/);
      expect(rule.docs.limits, rule.cause).toMatch(/\.$/);
    }
  });

  test('gives each signature an id of its own within its rule, and terms in lower case', () => {
    for (const rule of rules) {
      const ids = (rule.signatures ?? []).map((signature) => signature.id);
      expect(new Set(ids).size, rule.cause).toBe(ids.length);
      for (const signature of rule.signatures ?? []) {
        for (const term of signature.terms ?? [])
          expect(term, `${rule.cause} ${signature.id}`).toMatch(
            /^(?:[\p{Ll}\p{Lm}\p{Lo}\p{N}]+|\*error|\*exception)$/u,
          );
      }
    }
  });
});
