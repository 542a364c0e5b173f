import { expect, test } from 'vitest';
import { evidenceKinds } from '../../shared/document/evidence.ts';
import { boardIdSchema } from '../../shared/protocol/ids.ts';
import { columnOfSample } from '../sample/history.ts';
import { sampleTickets } from '../sample/tickets.ts';
import { cast, demoBoard } from './cast.ts';

const scenes = cast.flatMap((role) => role.scenes);

test('every scene plays on an open ticket of the sample, one colleague each', () => {
  const open = sampleTickets.filter((ticket) => columnOfSample(ticket) !== 'resolved').map(({ key }) => key);
  const keys = scenes.map(({ key }) => key);

  expect(open).toEqual(expect.arrayContaining(keys));
  expect(new Set(keys).size).toBe(keys.length);
});

test('the colleagues are known as simulated, and no line is said twice', () => {
  const lines = scenes.flatMap(({ notes, message, hypothesis }) => [...notes, message, hypothesis.text]);

  expect(cast.map(({ person }) => person.simulated)).toEqual([true, true]);
  expect(new Set(lines).size).toBe(lines.length);
  expect(scenes.every(({ evidence }) => evidenceKinds.includes(evidence.kind))).toBe(true);
  expect(boardIdSchema.safeParse(demoBoard.id).success).toBe(true);
});
