import type { PersonId } from '../../shared/domain/person.ts';
import type { Notification } from '../../shared/protocol/notifications.ts';
import type { Presence } from '../../shared/protocol/socket.ts';
import type { SendPorts } from '../webhooks/ports.ts';

/** What telling people needs. */
export interface NotifyPorts extends SendPorts {
  /** Undefined: this server sends no e-mail. */
  readonly mailer: Mailer | undefined;
  /** The pages that are open on this server; undefined while it starts. */
  readonly windows: () => Windows | undefined;
}

/** Open pages of people on this server; of those on others it knows nothing. */
export interface Windows {
  people: () => ReadonlySet<PersonId>;
  presentOn: (board: string) => readonly Presence[];
  notified: (person: PersonId, message: { notification: Notification; unread: number }) => void;
  /** What this person's pages show of notifications is another now. */
  changed: (person: PersonId) => void;
}

export interface Mail {
  readonly to: string;
  /** Who it is about, shown beside the address it is sent from. */
  readonly fromName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same over all tries. Without angle brackets and host. */
  readonly messageId: string;
  /** What it belongs to, so that mails about one ticket make one thread; null: nothing. */
  readonly thread: string | null;
  readonly isUrgent: boolean;
  /** Where one can choose to get fewer of them. */
  readonly settingsUrl: string;
}

/** Null when it arrived; `isFinal`: trying again cannot help. */
export interface Sent {
  readonly problem: string | null;
  readonly isFinal: boolean;
}

export interface Mailer {
  /** Never throws. */
  send: (mail: Mail) => Promise<Sent>;
  close: () => void;
}
