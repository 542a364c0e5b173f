import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import Pencil from '@lucide/svelte/icons/pencil';
import Plus from '@lucide/svelte/icons/plus';
import Trash from '@lucide/svelte/icons/trash-2';
import type { Column } from '../../../shared/domain/column.ts';
import type { MenuItem } from '../../ui/menuItem.ts';
import type { BoardView } from './boardView.svelte.ts';

/** What this person may do with a column; nothing when it is empty. */
export function columnMenu(view: BoardView, column: Column): MenuItem[] {
  const { columns, live } = view;
  const at = columns.findIndex(({ id }) => id === column.id);
  const newTicket: MenuItem[] = !view.may('workTickets')
    ? []
    : [
        {
          label: 'New ticket here',
          icon: Plus,
          run: () => (view.question = { kind: 'newTicket', columnId: column.id }),
        },
      ];
  if (!view.may('arrangeBoards')) return newTicket;
  const moveAfter = (after: string | null) => void live.run({ type: 'moveColumn', columnId: column.id, after });
  return [
    ...newTicket,
    ...(newTicket.length > 0 ? [{ kind: 'separator' } as const] : []),
    { label: 'Name and limit…', icon: Pencil, run: () => (view.question = { kind: 'column', column, after: null }) },
    {
      label: 'Move left',
      icon: ArrowLeft,
      disabled: at <= 0,
      run: () => moveAfter(columns[at - 2]?.id ?? null),
    },
    {
      label: 'Move right',
      icon: ArrowRight,
      disabled: at === columns.length - 1,
      run: () => moveAfter(columns[at + 1]?.id ?? null),
    },
    {
      label: 'Add a column after this',
      icon: Plus,
      run: () => (view.question = { kind: 'column', column: undefined, after: column.id }),
    },
    { kind: 'separator' },
    {
      label: 'Remove…',
      icon: Trash,
      danger: true,
      disabled: columns.length === 1,
      run: () => (view.question = { kind: 'removeColumn', column }),
    },
  ];
}
