import { intoView } from '../../ui/intoView.ts';

/** Brings a place of the investigation into view and marks it for a moment; true when it is on the page. */
export function reveal(place: string): boolean {
  const element = document.querySelector(`[data-reveal="${CSS.escape(place)}"]`);
  if (!(element instanceof HTMLElement)) return false;
  intoView(element, 'nearest');
  element.focus({ preventScroll: true });
  element.dataset['revealed'] = 'true';
  setTimeout(() => delete element.dataset['revealed'], 1_200);
  return true;
}
