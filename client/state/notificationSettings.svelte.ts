import { type Channel, type NotificationTopic, type PartialMatrix } from '../../shared/domain/notification.ts';
import type { NotificationSettingsReply } from '../../shared/protocol/notifications.ts';
import { type SettingsPatch, askSettings, sendSettings } from './notificationRequests.ts';
import { Remote } from './remote.svelte.ts';

interface Wiring {
  readonly ask?: () => Promise<NotificationSettingsReply>;
  readonly send?: (patch: SettingsPatch) => Promise<NotificationSettingsReply>;
}

/** How I want to be told. A change shows at once and is sent after those before it. */
export class NotificationSettings {
  readonly remote: Remote<NotificationSettingsReply>;
  readonly #send: (patch: SettingsPatch) => Promise<NotificationSettingsReply>;
  #last: Promise<unknown> = Promise.resolve();
  #underWay = 0;

  constructor({ ask = askSettings, send = sendSettings }: Wiring = {}) {
    this.remote = new Remote(ask);
    this.#send = send;
  }

  get value(): NotificationSettingsReply | undefined {
    return this.remote.value;
  }

  isOn(topic: NotificationTopic, channel: Channel): boolean {
    return this.value?.matrix[topic][channel] === true;
  }

  isMuted(board: string): boolean {
    return this.value?.mutedBoards.includes(board) === true;
  }

  /** Asks again, unless a change of ours is on its way: its answer is newer. */
  async load(): Promise<void> {
    if (this.#underWay === 0) await this.remote.load();
  }

  /** Throws when the server did not take it; then what it knows shows again. */
  async change(patch: SettingsPatch): Promise<void> {
    if (this.value) this.remote.set(withPatch(this.value, patch));
    this.#underWay += 1;
    const sent = this.#last.then(() => this.#send(patch));
    this.#last = sent.catch(() => undefined);
    try {
      const reply = await sent;
      if (this.#underWay === 1) this.remote.set(reply);
    } catch (reason) {
      if (this.#underWay === 1) void this.remote.load();
      throw reason;
    } finally {
      this.#underWay -= 1;
    }
  }

  async setMuted(board: string, isMuted: boolean): Promise<void> {
    // From a menu the settings may not be known yet, and what is sent replaces the list.
    if (!this.value) await this.remote.load();
    if (!this.value) throw this.remote.problem;
    const others = this.value.mutedBoards.filter((one) => one !== board);
    await this.change({ mutedBoards: isMuted ? [...others, board] : others });
  }
}

/** A change of these cells, all to the same. */
export function cells(topics: readonly NotificationTopic[], channel: Channel, isOn: boolean): PartialMatrix {
  return Object.fromEntries(topics.map((topic) => [topic, { [channel]: isOn }]));
}

function withPatch(settings: NotificationSettingsReply, patch: SettingsPatch): NotificationSettingsReply {
  const { matrix = {}, mutedBoards = settings.mutedBoards, gather = settings.gather } = patch;
  const rows = Object.entries(settings.matrix).map(
    ([topic, row]) => [topic, { ...row, ...matrix[topic as NotificationTopic] }] as const,
  );
  return {
    ...settings,
    matrix: Object.fromEntries(rows) as NotificationSettingsReply['matrix'],
    mutedBoards,
    gather,
    ...(patch.chat === null && { chat: null }),
  };
}
