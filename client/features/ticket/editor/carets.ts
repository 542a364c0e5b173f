import CollaborationCaret from '@tiptap/extension-collaboration-caret';
import { type Person, presenceHues } from '../../../../shared/domain/person.ts';
import type { PlacedAwareness } from './placedAwareness.ts';

/** The carets and selections of others: colours come from the presence hues by style sheet, names are text. */
export function carets(awareness: PlacedAwareness, me: Person) {
  return CollaborationCaret.configure({
    provider: { awareness },
    user: { id: me.id, name: me.name, hue: me.hue },
    render: (user) => {
      const caret = document.createElement('span');
      caret.className = 'caret';
      caret.dataset['hue'] = hueOf(user);
      const label = document.createElement('span');
      label.className = 'caret-name';
      label.textContent = nameOf(user);
      caret.append(label);
      return caret;
    },
    selectionRender: (user) => ({ class: 'caret-selection', 'data-hue': hueOf(user) }),
  });
}

function hueOf(user: Record<string, unknown>): string {
  const hue = Number(user['hue']);
  return String(Number.isInteger(hue) ? Math.abs(hue) % presenceHues : 0);
}

function nameOf(user: Record<string, unknown>): string {
  return typeof user['name'] === 'string' ? user['name'].slice(0, 40) : 'Somebody';
}
