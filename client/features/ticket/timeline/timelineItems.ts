import type { TicketEvent, WorkRecorded } from '../../../../shared/domain/events.ts';
import type { Message } from '../../../../shared/domain/ticket.ts';
import type { InvestigationEvent, TimelineEvent } from '../../../../shared/protocol/http.ts';

/** What a timeline shows: people's words at full size, the system's acts as lines, imported steps as a compact list. */
export type TimelineItem =
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly at: string;
      readonly by: string;
      readonly message: Message;
    }
  | { readonly kind: 'opened'; readonly id: string; readonly at: string; readonly by: string; readonly text: string }
  | { readonly kind: 'acts'; readonly id: string; readonly acts: readonly Act[] }
  | { readonly kind: 'recorded'; readonly id: string; readonly steps: readonly Step[] };

/** One thing that was done to the ticket. */
export interface Act {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly event: TicketEvent | InvestigationEvent;
}

/** One step of an imported history; `times` counts the same step repeated without a change, `until` is the last of them. */
export interface Step {
  readonly id: string;
  readonly at: string;
  readonly until: string;
  readonly by: string;
  readonly activity: string;
  readonly team: string;
  readonly times: number;
}

export interface TimelineDay {
  /** `YYYY-MM-DD` where the reader is. */
  readonly day: string;
  readonly items: readonly TimelineItem[];
}

/** Pure: events in the order they happened, as days of items; neighbouring acts and steps of a day are gathered. */
export function timelineDays(events: readonly TimelineEvent[]): TimelineDay[] {
  const days: { day: string; items: TimelineItem[] }[] = [];
  for (const one of events) {
    const item = itemOf(one);
    if (!item) continue;
    const day = localDay(one.at);
    let last = days.at(-1);
    if (last?.day !== day) days.push((last = { day, items: [] }));
    const gathered = gather(last.items.at(-1), item);
    if (gathered) last.items.splice(-1, 1, gathered);
    else last.items.push(item);
  }
  return days;
}

export function localDay(at: string): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function itemOf({ id, at, by, event }: TimelineEvent): TimelineItem | undefined {
  switch (event.type) {
    case 'messagePosted':
      return { kind: 'message', id, at, by, message: event.message };
    case 'ticketOpened':
      return { kind: 'opened', id, at, by, text: event.description };
    case 'workRecorded': {
      const step = { id, at, until: at, by, activity: event.activity, team: teamOf(event), times: 1 };
      return { kind: 'recorded', id, steps: [step] };
    }
    // Machinery, or about the board rather than this ticket.
    case 'ticketRecalled':
    case 'boardCreated':
    case 'boardRenamed':
    case 'columnAdded':
    case 'columnChanged':
    case 'columnsOrdered':
    case 'columnRemoved':
    case 'viewSaved':
    case 'viewRemoved':
    case 'tagJoined':
      return undefined;
    default:
      return { kind: 'acts', id, acts: [{ id, at, by, event }] };
  }
}

function teamOf({ team, line }: WorkRecorded): string {
  const parts = [team, line === undefined || line === '' ? undefined : `line ${line}`];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

function gather(before: TimelineItem | undefined, item: TimelineItem): TimelineItem | undefined {
  if (before?.kind === 'acts' && item.kind === 'acts') {
    return { ...before, acts: [...before.acts, ...item.acts] };
  }
  if (before?.kind === 'recorded' && item.kind === 'recorded') {
    return { ...before, steps: item.steps.reduce(withStep, before.steps) };
  }
  return undefined;
}

function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  const last = steps.at(-1);
  if (!last || (['activity', 'team', 'by'] as const).some((part) => last[part] !== step[part])) return [...steps, step];
  return [...steps.slice(0, -1), { ...last, until: step.at, times: last.times + 1 }];
}
