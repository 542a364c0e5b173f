import { createContext, flushSync, untrack } from 'svelte';
import type { Command } from '../../shared/domain/commands.ts';
import type { RefusalBody } from '../../shared/domain/refusals.ts';
import { browserCopies } from '../connection/deviceCopies.ts';
import { createDeviceStore, personalStore } from '../connection/deviceStore.ts';
import { onSignInNeeded } from '../connection/http.ts';
import { holdPageLock } from '../connection/orphans.ts';
import { createLiveSocket } from '../connection/socket.ts';
import { Announcer } from './announcer.svelte.ts';
import type { BoardState } from './board.svelte.ts';
import { Boards } from './boards.svelte.ts';
import { browserHistory } from './browserHistory.ts';
import { Connection } from './connection.svelte.ts';
import { describe } from './describe.ts';
import { Keys } from './keys.svelte.ts';
import { LinkSecret } from './linkSecret.svelte.ts';
import { Memory } from './memory.ts';
import { Notifications } from './notifications.svelte.ts';
import { Overlays } from './overlays.svelte.ts';
import { Preferences } from './preferences.svelte.ts';
import { parseQuery } from './query.ts';
import { Router } from './router.svelte.ts';
import { Rooms } from './rooms.svelte.ts';
import { Session } from './session.svelte.ts';
import { SessionCopies } from './sessionCopies.ts';
import { Toasts } from './toasts.svelte.ts';
import { Undo } from './undo.svelte.ts';

/** Everything that pages share; one per page, handed down by context. */
export class App {
  readonly #device = createDeviceStore();
  readonly preferences = new Preferences();
  readonly router = new Router(browserHistory());
  readonly secret = new LinkSecret();
  readonly toasts = new Toasts();
  readonly keys = new Keys();
  readonly announcer = new Announcer();
  readonly overlays = new Overlays();
  /** What pages leave for when they are shown again, such as scroll positions. */
  readonly memory = new Memory<unknown>();
  /** What this device keeps for whoever is or was here. */
  readonly copies = new SessionCopies(this.#device, browserCopies());
  readonly session = new Session({
    store: this.#device,
    startAnew: () => (this.router.route.page === 'welcome' ? location.replace('/') : location.reload()),
    onOver: ({ id }) => {
      // What shows something lets go of it first: a board that closes keeps what it last knew.
      flushSync();
      void this.copies.removeSaved(id);
    },
  });
  readonly undo = new Undo(this.toasts, (id) => this.session.nameOf(id));
  readonly connection = new Connection(createLiveSocket(), () => void this.session.check());
  readonly boards = new Boards({
    link: this.connection.socket,
    // Whoever looks something up in it does not want to begin anew whenever a profile changes.
    store: personalStore(this.#device, () => untrack(() => this.session.person?.id)),
    person: () => this.session.person,
    connectionState: () => this.connection.state,
    onDone: (board, done) => this.undo.note(board, done),
    onRefused: (board, command, refusal) => this.#refused(board, command, refusal),
  });

  readonly notifications = new Notifications({
    link: this.connection.socket,
    router: this.router,
    toasts: this.toasts,
    person: () => this.session.person,
  });
  readonly rooms = new Rooms({ link: this.connection.socket, store: this.boards.store });

  /** Begins to live with the browser; returns how to stop. */
  start(): () => void {
    holdPageLock();
    const stops = [
      this.router.listen(),
      this.secret.watch(),
      this.connection.socket.on('people', ({ people }) => this.session.setPeople(people)),
      onSignInNeeded(() => void this.session.check()),
    ];
    const onHide = () => this.boards.keepAll();
    const onOffline = () => this.connection.deviceWentOffline();
    addEventListener('visibilitychange', onHide);
    addEventListener('offline', onOffline);
    const as = parseQuery(location.search).get('as');
    void this.copies.finishRemovals().then(() => (as === null ? this.session.load() : this.session.continueAs(as)));
    return () => {
      removeEventListener('visibilitychange', onHide);
      removeEventListener('offline', onOffline);
      for (const stop of stops) stop();
      this.connection.close();
    };
  }

  #refused({ board }: BoardState, command: Command, refusal: RefusalBody): void {
    const what = describe(command, { board, nameOf: (id) => this.session.nameOf(id) });
    this.toasts.problem(`Could not ${what}`, refusal.message);
  }
}

export const [getApp, setApp] = createContext<App>();
