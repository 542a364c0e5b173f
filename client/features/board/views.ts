import type { SavedView } from '../../../shared/domain/savedView.ts';
import { changedQuery, parseQuery } from '../../state/query.ts';
import { type Filters, readFilters, writeFilters } from './filters.ts';

/** A saved view with what it filters; whatever else its address said is left out. */
export interface ShownView extends SavedView {
  readonly filters: Filters;
}

export function shownView(view: SavedView): ShownView {
  return { ...view, filters: readFilters(parseQuery(view.filter)) };
}

/** What is saved of filters: `owner=me&intent=sms`. */
export function filterText(filters: Filters): string {
  return changedQuery(parseQuery(''), writeFilters(filters)).slice(1);
}

export function isSameFilter(one: Filters, other: Filters): boolean {
  return filterText(one) === filterText(other);
}
