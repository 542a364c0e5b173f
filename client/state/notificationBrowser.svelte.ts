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

/** The notifications of the browser and its system. */
export class BrowserNotifications {
  #permission = $state<BrowserPermission>(permissionNow());

  get permission(): BrowserPermission {
    return this.#permission;
  }

  /** The person may have changed it in the browser's own settings. */
  look(): void {
    this.#permission = permissionNow();
  }

  /** Only ever after a press: browsers hold it against a page that asks by itself. */
  async ask(): Promise<BrowserPermission> {
    if (permissionNow() === 'default') await Notification.requestPermission();
    this.look();
    return this.#permission;
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
      // Browsers on telephones only let a service worker show them.
      return false;
    }
  }
}

function permissionNow(): BrowserPermission {
  return 'Notification' in globalThis && globalThis.isSecureContext ? Notification.permission : 'impossible';
}
