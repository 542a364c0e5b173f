import { Memory } from './memory.ts';

export interface BrowserNotice {
  readonly title: string;
  readonly text: string;
  /** Several tabs that show one with the same tag show one. */
  readonly tag: string;
  /** Stays until somebody sees to it. */
  readonly isUrgent: boolean;
  readonly onclick: () => void;
}

/** `impossible`: this browser, or a page without https, has none. */
export type BrowserPermission = NotificationPermission | 'impossible';

const refusedWithinMs = 500;
/** How long another page of this browser has to say that somebody looks at it. */
const seenWithinMs = 300;

/** The notifications of the browser and its system. */
export class BrowserNotifications {
  #permission = $state<BrowserPermission>(permissionNow());
  /** Browsers on telephones have it and refuse it to pages. */
  #isRefused = false;
  #others: BroadcastChannel | undefined;
  readonly #seen = new Memory<true>();

  get permission(): BrowserPermission {
    return this.#permission;
  }

  /** The person may have changed it in the browser's own settings. */
  look(): void {
    this.#permission = this.#isRefused ? 'impossible' : permissionNow();
  }

  /** Hears from the other pages of this browser; returns how to stop. */
  join(): () => void {
    const others = new BroadcastChannel('swarmboard-notices');
    others.onmessage = ({ data }) => this.#seen.set(String(data), true);
    this.#others = others;
    return () => others.close();
  }

  /** Somebody looks at this page: the others need not tell of it. */
  say(tag: string): void {
    this.#others?.postMessage(tag);
  }

  /** Only ever after a press: browsers hold it against a page that asks by itself. */
  async ask(): Promise<BrowserPermission> {
    if (permissionNow() === 'default') await Notification.requestPermission();
    this.look();
    return this.#permission;
  }

  /** Not when another page of this browser says that it is looked at. */
  async showUnlessSeen(notice: BrowserNotice): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, seenWithinMs));
    return this.#seen.get(notice.tag) === undefined && (await this.show(notice));
  }

  /** Resolves to whether the browser took it. */
  async show({ title, text, tag, isUrgent, onclick }: BrowserNotice): Promise<boolean> {
    this.look();
    if (this.#permission !== 'granted') return false;
    try {
      const shown = new Notification(title, { body: text, tag, icon: '/icon.svg', requireInteraction: isUrgent });
      shown.onclick = () => {
        window.focus();
        shown.close();
        onclick();
      };
      return await new Promise((resolve) => {
        shown.onerror = () => resolve(false);
        // Not every system says that it showed one.
        setTimeout(() => resolve(true), refusedWithinMs);
      });
    } catch {
      this.#isRefused = true;
      this.look();
      return false;
    }
  }
}

function permissionNow(): BrowserPermission {
  return 'Notification' in globalThis && globalThis.isSecureContext ? Notification.permission : 'impossible';
}
