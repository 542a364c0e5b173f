import { createContext } from 'svelte';
import type { EvidenceKind } from '../../../shared/document/evidence.ts';
import type { Action } from '../../../shared/domain/permissions.ts';
import type { Tag } from '../../../shared/domain/tag.ts';
import type { Binding } from '../../state/keys.svelte.ts';

type Act = () => void;

/** What the parts of an open ticket can be asked to do; each part offers its own while it is on the page. */
export interface TicketActions {
  reply?: Act;
  note?: Act;
  addHypothesis?: Act;
  /** Of this kind, or an observation. */
  addEvidence?: (kind?: EvidenceKind) => void;
  /** Puts the cursor into the section of the notes with this heading. */
  writeSection?: (title: string) => void;
  take?: Act;
  assign?: Act;
  toggleSwarm?: Act;
  move?: Act;
  priority?: Act;
  /** With what was asked before, to ask it again. */
  tag?: (wish?: Pick<Tag, 'target' | 'ask'>) => void;
  raiseHand?: Act;
  /** Offers help where a hand is up, else raises one. */
  hand?: Act;
  acceptTag?: Act;
  declineTag?: Act;
  answerTag?: Act;
  returnTag?: Act;
  toggleBrief?: Act;
  suspectBug?: Act;
  play?: Act;
  /** Brings a pane to the front before something happens in it. */
  show?: (pane: Pane, then: Act) => void;
}

export const [getActions, setActions] = createContext<TicketActions>();

/** Where the part is that does something, when it may be behind a tab. */
export type Pane = 'conversation' | 'investigation' | 'details';

interface KeyedAction {
  readonly keys: string;
  readonly label: string;
  readonly does: Exclude<keyof TicketActions, 'show' | 'writeSection'>;
  readonly needs: Action;
  readonly pane?: Pane;
}

const keyed: readonly KeyedAction[] = [
  { keys: 'r', label: 'Reply to the customer', does: 'reply', needs: 'workTickets', pane: 'conversation' },
  { keys: 'n', label: 'Write an internal note', does: 'note', needs: 'investigate', pane: 'conversation' },
  { keys: 'h', label: 'Add a hypothesis', does: 'addHypothesis', needs: 'investigate', pane: 'investigation' },
  { keys: 'e', label: 'Add evidence', does: 'addEvidence', needs: 'investigate', pane: 'investigation' },
  { keys: 'p', label: 'Set the priority', does: 'priority', needs: 'workTickets', pane: 'details' },
  { keys: 'i', label: 'Take ownership', does: 'take', needs: 'workTickets' },
  { keys: 'a', label: 'Assign an owner', does: 'assign', needs: 'workTickets' },
  { keys: 'w', label: 'Join or leave the swarm', does: 'toggleSwarm', needs: 'investigate' },
  { keys: 't', label: 'Tag somebody', does: 'tag', needs: 'workTickets' },
  { keys: 'o', label: 'Raise a hand, or offer help', does: 'hand', needs: 'investigate' },
  { keys: 'u', label: 'Suspect a bug', does: 'suspectBug', needs: 'investigate' },
  { keys: 'b', label: 'Show or hide the brief', does: 'toggleBrief', needs: 'answerTag' },
  { keys: 'y', label: 'Accept the tag', does: 'acceptTag', needs: 'answerTag' },
  { keys: 'd', label: 'Decline the tag', does: 'declineTag', needs: 'answerTag' },
  { keys: 'q', label: 'Answer the question', does: 'answerTag', needs: 'answerTag' },
  { keys: 'f', label: 'Finish: return the tag', does: 'returnTag', needs: 'answerTag' },
  { keys: 'z', label: 'Start a play', does: 'play', needs: 'workTickets' },
  { keys: 's', label: 'Move to another column', does: 'move', needs: 'workTickets' },
];

interface Page {
  /** Brings a pane to the front before something happens in it. */
  readonly show: (pane: Pane, then: Act) => void;
  readonly leave: Act;
  readonly may: (action: Action) => boolean;
}

/** The keys that work while a ticket is open, for what the person may do. */
export function ticketKeys(actions: TicketActions, { show, leave, may }: Page): readonly Binding[] {
  const group = 'Ticket';
  const bindings = keyed.map(({ keys, label, does, needs, pane }): Binding => {
    const act = () => actions[does]?.();
    const run = () => {
      if (pane) show(pane, act);
      else act();
    };
    return { keys, label, group, run, when: () => may(needs) };
  });
  return [...bindings, { keys: 'Escape', label: 'Leave the ticket', group, run: leave }];
}
