import type { Notification, NotificationsReply } from '../../shared/protocol/notifications.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import { Memory } from './memory.ts';
import { isUnread, unreadOf, withRead } from './notificationList.ts';
import { askNotifications, sendRead } from './notificationRequests.ts';

const pageSize = 30;
/** As many as the server gives at once. */
const most = 100;

interface Wiring {
  readonly ask?: typeof askNotifications;
  readonly sendRead?: (ids: readonly string[] | undefined) => Promise<number>;
}

/** What I was told, latest first. */
export class NotificationInbox {
  readonly #ask: typeof askNotifications;
  readonly #sendRead: (ids: readonly string[] | undefined) => Promise<number>;
  #list = $state.raw<readonly Notification[]>();
  #unread = $state(0);
  #next = $state<string | null>(null);
  #problem = $state.raw<unknown>();
  #isLoading = $state(false);
  #isUnreadOnly = $state(false);
  /** Answers to earlier questions count no more. */
  #turn = 0;
  /** Tried once: what the server refuses is not sent over and over while the ticket stays open. */
  readonly #tried = new Memory<true>();

  constructor({ ask = askNotifications, sendRead: send = sendRead }: Wiring = {}) {
    this.#ask = ask;
    this.#sendRead = send;
  }

  /** Undefined until it is known. */
  get list(): readonly Notification[] | undefined {
    return this.#list;
  }

  /** How many of all are unread, not only of those that show. */
  get unread(): number {
    return this.#unread;
  }

  get hasMore(): boolean {
    return this.#next !== null;
  }

  get problem(): unknown {
    return this.#problem;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  get isUnreadOnly(): boolean {
    return this.#isUnreadOnly;
  }

  /** Shows only what is unread, or everything again. */
  async filter(isUnreadOnly: boolean): Promise<void> {
    if (this.#isUnreadOnly === isUnreadOnly) return;
    this.#isUnreadOnly = isUnreadOnly;
    this.#list = undefined;
    await this.refresh();
  }

  /** Asks anew for as many as show already. */
  async refresh(): Promise<void> {
    const limit = Math.min(most, Math.max(pageSize, this.#list?.length ?? 0));
    await this.#load({ limit }, ({ notifications }) => notifications);
  }

  async loadMore(): Promise<void> {
    const before = this.#next;
    if (before === null || this.#isLoading) return;
    const shown = this.#list ?? [];
    await this.#load({ limit: pageSize, before }, ({ notifications }) => [...shown, ...notifications]);
  }

  /** One has just come. */
  add(notification: Notification, unread: number): void {
    this.#unread = unread;
    if (!this.#list || this.#list.some(({ id }) => id === notification.id)) return;
    this.#list = [notification, ...this.#list];
  }

  /** Shows at once; when the server does not hear of it, what it knows comes back. */
  async markRead(ids: readonly string[]): Promise<void> {
    const shown = (this.#list ?? []).filter((one) => isUnread(one) && ids.includes(one.id));
    this.#showRead(ids);
    this.#unread = Math.max(0, this.#unread - shown.length);
    await this.#tell(ids);
  }

  async markAllRead(): Promise<void> {
    this.#showRead((this.#list ?? []).map(({ id }) => id));
    this.#unread = 0;
    await this.#tell(undefined);
  }

  /** Whoever has the ticket before them has read what is told of it, also what is too old to show here. */
  async markTicketRead(ticketId: TicketId): Promise<void> {
    if (this.#unread === 0) return;
    const list = this.#list ?? [];
    const isAllShown = list.filter(isUnread).length >= this.#unread;
    const all = isAllShown ? list : (await this.#ask({ unread: true, limit: most })).notifications;
    const ids = unreadOf(all, ticketId).filter((id) => this.#tried.get(id) === undefined);
    for (const id of ids) this.#tried.set(id, true);
    if (ids.length > 0) await this.markRead(ids);
  }

  /** For the next one who signs in on this page. */
  forget(): void {
    this.#turn += 1;
    this.#list = undefined;
    this.#unread = 0;
    this.#next = null;
    this.#problem = undefined;
    this.#isUnreadOnly = false;
  }

  async #load(
    page: { limit: number; before?: string },
    listed: (reply: NotificationsReply) => readonly Notification[],
  ): Promise<void> {
    const turn = (this.#turn += 1);
    this.#isLoading = true;
    try {
      const reply = await this.#ask({ ...page, unread: this.#isUnreadOnly });
      if (turn !== this.#turn) return;
      this.#list = listed(reply);
      this.#unread = reply.unread;
      this.#next = reply.next;
      this.#problem = undefined;
    } catch (reason) {
      if (turn === this.#turn) this.#problem = reason;
    } finally {
      if (turn === this.#turn) this.#isLoading = false;
    }
  }

  #showRead(ids: readonly string[]): void {
    this.#list = this.#list && withRead(this.#list, ids);
  }

  async #tell(ids: readonly string[] | undefined): Promise<void> {
    try {
      this.#unread = await this.#sendRead(ids);
    } catch (reason) {
      void this.refresh();
      throw reason;
    }
  }
}
