import * as Y from 'yjs';

/**
 * Whether a caret that somebody tells of can be drawn. Whoever is connected may tell anything, and a caret that leads
 * nowhere would stop the editor of everybody else at their next key.
 */
export function isShownCursor(cursor: unknown, doc: Y.Doc): boolean {
  if (!isObject(cursor)) return false;
  return leadsSomewhere(cursor['anchor'], doc) && leadsSomewhere(cursor['head'], doc);
}

function leadsSomewhere(position: unknown, doc: Y.Doc): boolean {
  if (!isObject(position) || !isPlace(position['type']) || !isPlace(position['item'])) return false;
  const { tname = null } = position;
  // Looking for a part that is not there would make it.
  if (tname !== null && !(typeof tname === 'string' && doc.share.has(tname))) return false;
  try {
    Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), doc);
    return true;
  } catch {
    return false;
  }
}

function isPlace(place: unknown): boolean {
  if (place === undefined || place === null) return true;
  return isObject(place) && Number.isSafeInteger(place['client']) && Number.isSafeInteger(place['clock']);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
