import { expect, test } from 'vitest';
import { capabilities, presetCapabilities } from '../../shared/domain/permissions.ts';
import { ada } from '../../test/support/builders.ts';
import { RightsForm, isLastAdmin, mayGive } from './peopleRights.svelte.ts';

const admin = { ...ada, id: 'root', preset: 'admin' } as const;
const agent = { ...ada, preset: 'agent' } as const;

test('exactly what a preset allows is asked for as the preset, so that it follows it later', () => {
  const form = new RightsForm({ preset: 'agent' });

  form.chosen = capabilities.filter((one) => one === 'readAudit' || presetCapabilities.agent.includes(one));
  expect(form.difference).toEqual({ more: ['readAudit'], less: [] });
  expect(form.change.capabilities).toContain('readAudit');

  form.chosen = presetCapabilities.agent;
  expect(form.isDirty).toBe(false);
  expect(form.change).toEqual({ preset: 'agent', capabilities: null });
});

test('choosing a preset takes back what was changed by hand', () => {
  const form = new RightsForm({ preset: 'agent', capabilities: ['readBoards'] });
  expect(form.difference.less).toContain('workTickets');

  form.preset = 'observer';

  expect(form.chosen).toEqual(['readBoards']);
  expect(form.change).toEqual({ preset: 'observer', capabilities: null });
});

test('what somebody else changes meanwhile shows, but never over what is being edited', () => {
  const form = new RightsForm({ preset: 'agent' });
  form.follow({ preset: 'manager' });
  expect(form.preset).toBe('manager');

  form.preset = 'observer';
  form.follow({ preset: 'admin' });
  expect(form.preset).toBe('observer');

  form.discard();
  expect(form.preset).toBe('admin');
});

test('nobody gives what they may not do themselves', () => {
  const half = { ...agent, capabilities: ['readBoards', 'managePeople'] } as const;

  expect(mayGive(half, { preset: 'observer' })).toBe(true);
  expect(mayGive(half, { preset: 'agent' })).toBe(false);
  expect(mayGive(admin, { preset: 'admin' })).toBe(true);
});

test('the last who manages people is told from one among several; who has left does not count', () => {
  const gone = { ...admin, id: 'gone', left: true } as const;

  expect(isLastAdmin(admin, [admin, agent, gone])).toBe(true);
  expect(isLastAdmin(admin, [admin, { ...admin, id: 'two' }])).toBe(false);
  expect(isLastAdmin(agent, [agent])).toBe(false);
});
