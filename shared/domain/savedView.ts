/** A filter of a board that everybody on it can choose. */
export interface SavedView {
  readonly id: string;
  readonly title: string;
  /** As in the address of the board: `owner=me&intent=sms`. */
  readonly filter: string;
}

/** On one board. */
export const mostViews = 50;
