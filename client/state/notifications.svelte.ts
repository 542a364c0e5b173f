import { untrack } from 'svelte';
import type { Person } from '../../shared/domain/person.ts';
import type { Notification } from '../../shared/protocol/notifications.ts';
import { sentenceFor } from '../connection/http.ts';
import type { LiveLink } from '../connection/socket.ts';
import { Memory } from './memory.ts';
import { BrowserNotifications } from './notificationBrowser.svelte.ts';
import { NotificationInbox } from './notificationInbox.svelte.ts';
import { isUnread } from './notificationList.ts';
import { NotificationSettings } from './notificationSettings.svelte.ts';
import { ticketShownAt, waysToTell } from './notificationWays.ts';
import type { Router } from './router.svelte.ts';
import type { Toasts } from './toasts.svelte.ts';

interface Wiring {
  readonly link: Pick<LiveLink, 'on'>;
  readonly router: Pick<Router, 'route' | 'query' | 'go'>;
  readonly toasts: Toasts;
  readonly person: () => Person | null;
}

/** What I am told of: the inbox, how I want it, and telling it on this page. */
export class Notifications {
  readonly inbox = new NotificationInbox();
  readonly settings = new NotificationSettings();
  readonly browser = new BrowserNotifications();
  readonly #wiring: Wiring;
  /** By notification: what was read elsewhere goes away here. */
  readonly #toasts = new Memory<number>();
  #isHere = $state(isHereNow());

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
  }

  /** Follows what happens; returns how to stop. */
  start(): () => void {
    const { link } = this.#wiring;
    const load = () => {
      void this.inbox.refresh();
      void this.settings.load();
    };
    const stops = [
      link.on('connect', load),
      link.on('changed', ({ what }) => {
        if (what === 'notifications') load();
      }),
      link.on('notified', ({ notification, unread }) => this.#tell(notification, unread)),
      this.#watchAttention(),
      this.browser.join(),
      $effect.root(() => {
        $effect(() => this.#readWhatShows());
        $effect(() => this.#dropReadToasts());
      }),
    ];
    load();
    return () => {
      for (const stop of stops) stop();
      this.inbox.forget();
    };
  }

  /** Says what it did, or why it could not. */
  async setMuted(board: { readonly id: string; readonly title: string }, isMuted: boolean): Promise<void> {
    const { toasts } = this.#wiring;
    try {
      await this.settings.setMuted(board.id, isMuted);
    } catch (reason) {
      toasts.problem(`Could not ${isMuted ? 'mute' : 'unmute'} “${board.title}”`, sentenceFor(reason));
      return;
    }
    const undo = { label: 'Undo', run: () => void this.setMuted(board, !isMuted) };
    if (isMuted)
      toasts.show(`“${board.title}” is muted`, { detail: 'What is urgent still reaches you.', action: undo });
    else toasts.show(`“${board.title}” is not muted any more`, { action: undo });
  }

  /** The ticket before whoever is here. */
  get #shown(): string | undefined {
    return ticketShownAt(this.#wiring.router.route, this.#wiring.router.query);
  }

  #tell(notification: Notification, unread: number): void {
    if (isTest(notification)) {
      this.#showTest(notification);
      return;
    }
    const ways = waysToTell(notification, {
      settings: this.settings.value,
      profile: this.#wiring.person()?.profile,
      now: Date.now(),
      isHere: this.#isHere,
      shown: this.#shown,
    });
    if (this.settings.value?.matrix[notification.topic].inApp !== false) this.inbox.add(notification, unread);
    if (this.#isHere) this.browser.say(notification.id);
    if (ways.isRead) void this.inbox.markRead([notification.id]).catch(() => undefined);
    if (ways.toast) this.#toast(notification);
    if (ways.browser) void this.#showInBrowser(notification);
  }

  /** Also while one looks at this page: that is where the test was asked for. */
  #showTest({ id, text }: Notification): void {
    const notice = { title: 'Swarmboard', text, tag: id, isUrgent: false, onclick: () => undefined };
    if (id.endsWith('-browser')) void this.browser.show(notice);
    else this.#wiring.toasts.show(text);
  }

  #toast({ id, text, ticketId, ticketTitle, isUrgent }: Notification): void {
    const toast = this.#wiring.toasts.show(text, {
      tone: isUrgent ? 'problem' : 'plain',
      detail: ticketTitle,
      action: { label: 'Open', run: () => this.#open(id, ticketId) },
    });
    this.#toasts.set(id, toast);
  }

  #showInBrowser({ id, text, ticketId, ticketTitle, isUrgent }: Notification): Promise<boolean> {
    const onclick = () => this.#open(id, ticketId);
    return this.browser.showUnlessSeen({ title: text, text: ticketTitle, tag: id, isUrgent, onclick });
  }

  #open(id: string, ticketId: string): void {
    this.#wiring.router.go(`/tickets/${ticketId}`);
    void this.inbox.markRead([id]).catch(() => undefined);
  }

  #readWhatShows(): void {
    const ticketId = this.#isHere ? this.#shown : undefined;
    if (ticketId === undefined || this.inbox.unread === 0 || this.inbox.list === undefined) return;
    untrack(() => void this.inbox.markTicketRead(ticketId).catch(() => undefined));
  }

  #dropReadToasts(): void {
    for (const one of this.inbox.list ?? []) {
      const { id } = one;
      const toast = this.#toasts.get(id);
      if (isUnread(one) || toast === undefined) continue;
      this.#toasts.remove(id);
      untrack(() => this.#wiring.toasts.dismiss(toast));
    }
  }

  #watchAttention(): () => void {
    const look = () => {
      this.#isHere = isHereNow();
      this.browser.look();
    };
    addEventListener('focus', look);
    addEventListener('blur', look);
    document.addEventListener('visibilitychange', look);
    look();
    return () => {
      removeEventListener('focus', look);
      removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', look);
    };
  }
}

/** It is about no ticket. */
function isTest({ ticketId }: Notification): boolean {
  return ticketId === '';
}

function isHereNow(): boolean {
  return typeof document === 'object' && document.visibilityState === 'visible' && document.hasFocus();
}
