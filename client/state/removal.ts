import * as Y from 'yjs';

/** Something that was taken out of a document and can be put back, by the one who took it out. */
export interface Removal {
  /** Puts it back as it was, with what others have since written into it where that is still known. */
  readonly undo: () => void;
  /** Lets go of what was kept for the undo. */
  readonly forget: () => void;
}

/**
 * Carries out a deletion in `scope` so that it alone can be undone, whatever happens in the document meanwhile. Each
 * removal has an undo manager of its own: a shared one could only undo the latest.
 */
export function removable(scope: Y.Map<Y.Map<unknown>>, remove: () => void): Removal {
  const origin = Symbol('removal');
  const history = new Y.UndoManager(scope, { trackedOrigins: new Set([origin]), captureTimeout: 0 });
  scope.doc?.transact(remove, origin);
  return {
    undo: () => void history.undo(),
    forget: () => {
      history.clear();
      history.destroy();
    },
  };
}
