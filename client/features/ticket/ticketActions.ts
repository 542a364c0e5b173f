import { createContext } from 'svelte';
import type { Binding } from '../../state/keys.svelte.ts';

type Act = () => void;

/** What the parts of an open ticket can be asked to do; each part offers its own while it is on the page. */
export interface TicketActions {
  reply?: Act;
  note?: Act;
  addHypothesis?: Act;
  addEvidence?: Act;
  take?: Act;
  assign?: Act;
  toggleSwarm?: Act;
  move?: Act;
  priority?: Act;
}

export const [getActions, setActions] = createContext<TicketActions>();

/** Where the part is that does something, when it may be behind a tab. */
export type Pane = 'conversation' | 'investigation' | 'details';

interface KeyedAction {
  readonly keys: string;
  readonly label: string;
  readonly does: keyof TicketActions;
  readonly pane?: Pane;
}

const keyed: readonly KeyedAction[] = [
  { keys: 'r', label: 'Reply to the customer', does: 'reply', pane: 'conversation' },
  { keys: 'n', label: 'Write an internal note', does: 'note', pane: 'conversation' },
  { keys: 'h', label: 'Add a hypothesis', does: 'addHypothesis', pane: 'investigation' },
  { keys: 'e', label: 'Add evidence', does: 'addEvidence', pane: 'investigation' },
  { keys: 'p', label: 'Set the priority', does: 'priority', pane: 'details' },
  { keys: 'i', label: 'Take ownership', does: 'take' },
  { keys: 'a', label: 'Assign an owner', does: 'assign' },
  { keys: 'w', label: 'Join or leave the swarm', does: 'toggleSwarm' },
  { keys: 's', label: 'Move to another column', does: 'move' },
];

/** The keys that work while a ticket is open. `show` brings a pane to the front before something happens in it. */
export function ticketKeys(
  actions: TicketActions,
  { show, leave }: { show: (pane: Pane, then: Act) => void; leave: Act },
): readonly Binding[] {
  const group = 'Ticket';
  const bindings = keyed.map(({ keys, label, does, pane }): Binding => {
    const act = () => actions[does]?.();
    const run = () => {
      if (pane) show(pane, act);
      else act();
    };
    return { keys, label, group, run };
  });
  return [...bindings, { keys: 'Escape', label: 'Back to the board', group, run: leave }];
}
