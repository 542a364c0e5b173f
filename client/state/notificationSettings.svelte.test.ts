import { expect, test } from 'vitest';
import { matrixOf } from '../../shared/domain/notification.ts';
import type { NotificationSettingsReply } from '../../shared/protocol/notifications.ts';
import type { SettingsPatch } from './notificationRequests.ts';
import { NotificationSettings, cells } from './notificationSettings.svelte.ts';

const atFirst: NotificationSettingsReply = {
  ...{ matrix: matrixOf({}), mutedBoards: [], gather: 10 },
  ...{ chat: null, canMail: true, email: 'ada@acme.example' },
};

/** A server that takes a change when it is told to. */
async function aServer() {
  const waiting: { patch: SettingsPatch; take: () => void; refuse: () => void }[] = [];
  let kept = atFirst;
  const settings = new NotificationSettings({
    ask: () => Promise.resolve(kept),
    send: (patch) =>
      new Promise((resolve, reject) => {
        const take = () => {
          kept = { ...kept, matrix: matrixOf(merged(kept, patch)), mutedBoards: patch.mutedBoards ?? kept.mutedBoards };
          resolve(kept);
        };
        waiting.push({ patch, take, refuse: () => reject(new Error('away')) });
      }),
  });
  await settings.load();
  return { settings, waiting };
}

function merged({ matrix }: NotificationSettingsReply, patch: SettingsPatch) {
  return { ...matrix, tagged: { ...matrix.tagged, ...patch.matrix?.tagged } };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('changes show at once, are sent one after another, and the last answer stays', async () => {
  const { settings, waiting } = await aServer();

  const changes = [false, true].map((isOn) => settings.change({ matrix: cells(['tagged'], 'email', isOn) }));
  expect(settings.isOn('tagged', 'email')).toBe(true);
  await settled();
  expect(waiting).toHaveLength(1);
  waiting[0]?.take();
  await settled();
  expect(settings.isOn('tagged', 'email')).toBe(true);
  waiting[1]?.take();
  await Promise.all(changes);

  expect(settings.isOn('tagged', 'email')).toBe(true);
});

test('what the server does not take is as it was before, and says so', async () => {
  const { settings, waiting } = await aServer();

  const change = settings.change({ matrix: cells(['tagged'], 'email', false) });
  expect(settings.isOn('tagged', 'email')).toBe(false);
  await settled();
  waiting[0]?.refuse();

  await expect(change).rejects.toThrow('away');
  await settled();
  expect(settings.isOn('tagged', 'email')).toBe(true);
});

test('muting a board leaves the others as they are', async () => {
  const { settings, waiting } = await aServer();

  void settings.setMuted('acme', true);
  void settings.setMuted('volvo', true);
  void settings.setMuted('acme', false);
  for (let sent = 0; sent < 3; sent += 1) {
    await settled();
    waiting[sent]?.take();
  }
  await settled();

  expect(waiting.map(({ patch }) => patch.mutedBoards)).toEqual([['acme'], ['acme', 'volvo'], ['volvo']]);
  expect([settings.isMuted('acme'), settings.isMuted('volvo')]).toEqual([false, true]);
});
