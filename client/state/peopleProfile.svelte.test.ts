import { afterEach, expect, test, vi } from 'vitest';
import { emptyProfile } from '../../shared/domain/person.ts';
import { ada } from '../../test/support/builders.ts';
import { ProfileForm, withSkill } from './peopleProfile.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

test('a profile differs from what is saved only while something in it is different', () => {
  const form = new ProfileForm(ada);

  form.change({ domains: ['10DLC'] });
  expect(form.isDirty).toBe(true);

  form.change({ domains: [] });
  expect(form.isDirty).toBe(false);
});

test('a change made elsewhere shows, unless something is being edited here', () => {
  const form = new ProfileForm(ada);
  form.follow({ ...ada, profile: { ...emptyProfile, timeZone: 'Europe/Berlin' } });
  expect(form.draft.timeZone).toBe('Europe/Berlin');

  form.change({ name: 'Ada L.' });
  form.follow({ ...ada, profile: { ...emptyProfile, timeZone: 'Asia/Tokyo' } });

  expect(form.draft).toMatchObject({ name: 'Ada L.', timeZone: 'Europe/Berlin' });
});

test('nothing is sent while something is missing, and it says what', async () => {
  const fetch = vi.fn();
  vi.stubGlobal('fetch', fetch);
  const form = new ProfileForm(ada);

  form.change({ name: ' ', workingHours: { days: [], from: '09:00', to: '17:00' } });
  const before = await form.save();

  expect(before).toBeUndefined();
  expect(Object.keys(form.problems)).toEqual(['name', 'hours']);
  expect(fetch).not.toHaveBeenCalled();
});

test('saving says what was saved before, so that it can be taken back', async () => {
  const saved = { ...ada, name: 'Ada L.' };
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ person: saved })));
  const form = new ProfileForm(ada);

  form.change({ name: 'Ada L.' });
  const before = await form.save();

  expect(before?.name).toBe(ada.name);
  expect(form.isDirty).toBe(false);
});

test('a skill that is known already gets the new level instead of standing there twice', () => {
  const skills = withSkill([{ name: 'Webhooks', level: 1 }], { name: 'webhooks', level: 3 });

  expect(skills).toEqual([{ name: 'webhooks', level: 3 }]);
});
