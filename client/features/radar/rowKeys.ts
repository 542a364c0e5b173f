import type { Binding } from '../../state/keys.svelte.ts';

/** Up and down the rows that show, over all groups; Enter opens the one with the focus, as on any link. */
export function rowKeys(leave: () => void): readonly Binding[] {
  const group = 'Move around';
  return [
    { keys: 'j', label: 'Next ticket', group, run: () => along(1) },
    { keys: 'k', label: 'Previous ticket', group, run: () => along(-1) },
    { keys: 'ArrowDown', label: 'Next ticket', group, unlisted: true, run: () => along(1) },
    { keys: 'ArrowUp', label: 'Previous ticket', group, unlisted: true, run: () => along(-1) },
    { keys: 'Escape', label: 'Back to the board', group, run: leave },
  ];
}

function along(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-radar-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
  rows[next]?.focus();
}
