import type { VersionSummary } from '../../shared/protocol/http.ts';

/** How many are kept of one document. */
export const mostVersions = 50;

/** Earlier states of investigation documents. They go with their document: `Documents.remove` removes them too. */
export interface Versions {
  /**
   * Durable when it resolves. Of those beyond `mostVersions` the oldest of why `interval` go first, then the oldest.
   * Throws EpochChanged when the document is gone or has been made anew.
   */
  keep(edition: Edition, version: Version): Promise<void>;
  /** Newest first. */
  list(edition: Edition): Promise<VersionSummary[]>;
  find(edition: Edition, id: string): Promise<Version | undefined>;
}

/** One incarnation of a document. */
export interface Edition {
  readonly id: string;
  readonly epoch: string;
}

export interface Version extends VersionSummary {
  /** The encoded Yjs state, V1. */
  readonly state: Uint8Array;
}
