import { type PartialMatrix, matrixOf } from '../../shared/domain/notification.ts';
import type { Person, PersonId } from '../../shared/domain/person.ts';
import type { NotificationSettingsReply } from '../../shared/protocol/notifications.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Records } from '../ports/records.ts';
import type { Secrets } from '../ports/secrets.ts';

/** How somebody wants to be told; what was never set holds as `matrixOf` says. */
export interface NotifySettings {
  readonly matrix: PartialMatrix;
  readonly mutedBoards: readonly string[];
  /** Minutes that e-mails are gathered for. */
  readonly gather: number;
  readonly chat: ChatAddress | null;
}

/** An incoming webhook; its address is a secret. */
export interface ChatAddress {
  readonly format: 'slack' | 'teams';
  readonly host: string;
  readonly sealedUrl: string;
}

const atFirst: NotifySettings = { matrix: {}, mutedBoards: [], gather: 10, chat: null };

export interface SettingsChange {
  readonly matrix?: PartialMatrix | undefined;
  readonly mutedBoards?: readonly string[] | undefined;
  readonly gather?: number | undefined;
  readonly chat?: { readonly format: 'slack' | 'teams'; readonly url: string } | null | undefined;
}

export async function settingsOf(records: Records, person: PersonId): Promise<NotifySettings> {
  const kept = await records.find('notifySettings', person);
  return kept ? { ...atFirst, ...(kept.value as Partial<NotifySettings>) } : atFirst;
}

const mostTries = 20;

/** Only the named fields and cells change. */
export async function changeSettings(
  { records, secrets }: { records: Records; secrets: Secrets },
  person: PersonId,
  change: SettingsChange,
): Promise<NotifySettings> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const kept = await records.find('notifySettings', person);
    const now = { ...atFirst, ...(kept?.value as Partial<NotifySettings> | undefined) };
    const value: NotifySettings = {
      matrix: change.matrix ? mergedMatrix(now.matrix, change.matrix) : now.matrix,
      mutedBoards: change.mutedBoards ? [...new Set(change.mutedBoards)] : now.mutedBoards,
      gather: change.gather ?? now.gather,
      chat: change.chat === undefined ? now.chat : change.chat && sealedChat(secrets, person, change.chat),
    };
    const record = { id: person, value };
    const isKept = kept
      ? await records.replace('notifySettings', record, kept.revision)
      : await records.create('notifySettings', record);
    if (isKept) return value;
  }
  throw new Refusal('storeUnavailable');
}

/** The address that chat messages go to; undefined when it does not open with this server's key. */
export function chatUrlOf(secrets: Secrets, person: PersonId, { sealedUrl }: ChatAddress): string | undefined {
  try {
    return secrets.open(sealedUrl, chatIsAbout(person));
  } catch {
    return undefined;
  }
}

export function settingsReply(
  { matrix, mutedBoards, gather, chat }: NotifySettings,
  { person, canMail }: { person: Person; canMail: boolean },
): NotificationSettingsReply {
  return {
    matrix: matrixOf(matrix),
    mutedBoards,
    gather,
    chat: chat && { format: chat.format, host: chat.host },
    canMail,
    email: person.email ?? null,
  };
}

function sealedChat(
  secrets: Secrets,
  person: PersonId,
  { format, url }: { format: 'slack' | 'teams'; url: string },
): ChatAddress {
  return { format, host: new URL(url).host, sealedUrl: secrets.seal(url, chatIsAbout(person)) };
}

function chatIsAbout(person: PersonId): string {
  return `chat of ${person}`;
}

function mergedMatrix(before: PartialMatrix, change: PartialMatrix): PartialMatrix {
  const rows = Object.entries(change).map(([topic, row]) => {
    const merged = { ...before[topic as keyof PartialMatrix], ...defined(row) };
    return [topic, merged] as const;
  });
  return { ...before, ...Object.fromEntries(rows) };
}

function defined<T extends object>(row: T): Partial<T> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Partial<T>;
}
