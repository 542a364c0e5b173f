/** Small things that are looked up by an id and belong to no log, because they are secret, short-lived or both. */
export interface Records {
  find(kind: RecordKind, id: string): Promise<Kept | undefined>;
  /** Of one group, by id in descending order: ids that begin with a time come latest first. */
  list(kind: RecordKind, page: { group: string; before?: string; limit: number }): Promise<Kept[]>;
  /** False, and nothing changed, when there is one with this id. */
  create(kind: RecordKind, record: NewRecord): Promise<boolean>;
  /** Whatever was there before. */
  put(kind: RecordKind, record: NewRecord): Promise<void>;
  /** False, and nothing changed, unless the one that is there still has this revision. */
  replace(kind: RecordKind, record: NewRecord, revision: number): Promise<boolean>;
  /** True for exactly one of those who remove it. */
  remove(kind: RecordKind, id: string): Promise<boolean>;
  /** Removes what has run out. */
  removeExpired(now: string): Promise<void>;
}

/**
 * `credential` password hash by person; `identity` person by OpenID issuer and subject; `invitation` and `token` by the
 * hash of their secret; `flow` an OpenID sign-in on its way; `firstAdmin` the one-time link; `webhook`; `delivery` of a
 * webhook; `inbound` what an inbound webhook calls a ticket; `notification` by person; `notifySettings` of a
 * person; `notifyDelivery` of a notification; `notifyProgress` how far the logs have been read for notifications.
 */
export const recordKinds = [
  'credential',
  'identity',
  'invitation',
  'token',
  'flow',
  'firstAdmin',
  'webhook',
  'delivery',
  'inbound',
  'notification',
  'notifySettings',
  'notifyDelivery',
  'notifyProgress',
] as const;
export type RecordKind = (typeof recordKinds)[number];

export interface NewRecord {
  readonly id: string;
  /** Records of a kind are listed by group; one group, `''`, where there is no other. */
  readonly group?: string;
  /** ISO 8601 in UTC; after that it counts as gone. */
  readonly expiresAt?: string | undefined;
  /** Plain JSON, at most 1 MB. Secrets in it are hashed or sealed before they come here. */
  readonly value: unknown;
}

export interface Kept extends NewRecord {
  readonly group: string;
  /** Goes up with every change. */
  readonly revision: number;
}
