import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { findMapping, parseMapping, shippedMappings } from './mappingFiles.ts';
import { neededFields } from './neededFields.ts';
import { recognise } from './recognise.ts';

const folder = fileURLToPath(new URL('../../../mappings', import.meta.url));

const minimal = {
  format: 'csv',
  system: 'desk',
  id: 'id',
  time: { field: 'at', format: 'iso', zone: 'stamp' },
  activity: '{status}',
  states: [{ when: {}, state: 'working' }],
  ticket: { title: '{subject}' },
};

function reasonOf(mapping: unknown): string {
  try {
    parseMapping(typeof mapping === 'string' ? mapping : JSON.stringify(mapping), 'desk.json');
    return 'fine';
  } catch (reason) {
    return String(((reason as Refusal).details as { reason: unknown }).reason);
  }
}

test('every mapping that ships is valid and says how its files are recognised', async () => {
  const shipped = await shippedMappings(folder);

  expect(shipped.length).toBeGreaterThan(10);
  expect(shipped.filter(({ mapping }) => !mapping.detect || !mapping.about)).toEqual([]);
});

test('what is wrong with a mapping is said with the place where it is', () => {
  expect(reasonOf(minimal)).toBe('fine');
  expect(reasonOf('{ "format": ')).toContain('desk.json is not JSON');
  expect(reasonOf({ ...minimal, teem: 'x' })).toContain('"teem"');
  expect(reasonOf({ ...minimal, time: { ...minimal.time, zone: 'Europe/Rom' } })).toContain('time.zone: is neither');
  expect(reasonOf({ ...minimal, time: { ...minimal.time, format: 'H:mm' } })).toContain('time.format: is neither');
  expect(reasonOf({ ...minimal, states: [{ when: { a: { matches: '(' } }, state: 'working' }] })).toContain('states.0');
  expect(reasonOf({ ...minimal, states: [{ when: {}, state: 'done' }] })).toContain('states.0.state');
  expect(reasonOf({ ...minimal, states: [] })).toContain('are needed');
  expect(reasonOf({ ...minimal, moments: [{ field: 'at', activity: 'x', state: 'queued' }] })).toContain(
    'with moments',
  );
  expect(reasonOf({ ...minimal, tieBreak: 'number' })).toContain('tieBreak needs');
});

test('a mapping is found by its name or as a file, and an unknown name lists those there are', async () => {
  expect((await findMapping('helpdesk-italy', folder)).mapping.system).toBe('helpdesk-italy');
  expect((await findMapping(`${folder}/helpdesk-italy.json`, folder)).name).toBe('helpdesk-italy');
  await expect(findMapping('helpdesk', folder)).rejects.toMatchObject({
    details: { mappings: expect.arrayContaining(['helpdesk-italy']) as unknown },
  });
});

test('a reader is asked for every field that the mapping speaks of, and no other', () => {
  const mapping = parseMapping(
    JSON.stringify({
      ...minimal,
      keep: { kind: 'ticket' },
      details: { a: '{b} of {id}' },
      order: 'time',
      tieBreak: 'n',
    }),
    'desk.json',
  );

  expect([...neededFields(mapping)].sort()).toEqual(['at', 'b', 'kind', 'n', 'status', 'subject']);
});

test('a file is recognised by its fields and their values; none or several fitting is said with their names', () => {
  const named = (name: string, detect?: object) => ({
    name,
    mapping: parseMapping(JSON.stringify({ ...minimal, detect }), name),
  });
  const sample = new Map([
    ['team', new Set(['V30', 'V5 3rd'])],
    ['status', new Set(['Queued'])],
  ]);
  const [byField, byValue] = [named('field', { has: ['team'] }), named('value', { values: { team: '^V' } })];
  const others = [named('none'), named('lacking', { lacks: ['team'] }), named('other', { values: { team: '^V30$' } })];

  expect(recognise(sample, [...others, byField]).name).toBe('field');
  expect(recognise(sample, [...others, byValue]).name).toBe('value');
  expect(() => recognise(sample, others)).toThrow(Refusal);
  expect(() => recognise(sample, [byField, byValue])).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ mappings: ['field', 'value'] }) as unknown }) as Error,
  );
});
