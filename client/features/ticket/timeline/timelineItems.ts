import type { WorkRecorded } from '../../../../shared/domain/events.ts';
import type { Message } from '../../../../shared/domain/ticket.ts';
import type { TimelineEvent } from '../../../../shared/protocol/http.ts';
import { kindOf } from '../../../../shared/protocol/timelineKinds.ts';

/** What a timeline shows: people's words at full size, the system's acts as lines, imported steps as a compact list. */
export type TimelineItem =
  | { readonly kind: 'message'; readonly id: string; readonly moment: TimelineEvent; readonly message: Message }
  | { readonly kind: 'opened'; readonly id: string; readonly moment: TimelineEvent; readonly text: string }
  /** What was said with a step of a tag: its answer, or a coaching note. */
  | { readonly kind: 'said'; readonly id: string; readonly moment: TimelineEvent; readonly text: string }
  | { readonly kind: 'acts'; readonly id: string; readonly acts: readonly TimelineEvent[] }
  | { readonly kind: 'recorded'; readonly id: string; readonly steps: readonly Step[] };

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

/** Pure: moments in the order they happened, as days of items; neighbouring acts and steps of a day are gathered. */
export function timelineDays(moments: readonly TimelineEvent[]): TimelineDay[] {
  const days: { day: string; items: Gathering[] }[] = [];
  for (const moment of moments) {
    const item = itemOf(moment);
    if (!item) continue;
    const day = localDay(moment.at);
    let last = days.at(-1);
    if (last?.day !== day) days.push((last = { day, items: [] }));
    if (!gather(last.items.at(-1), item)) last.items.push(item);
  }
  return days;
}

/** Pure: what is to be seen at all. Who comes in on a tag also joins the swarm: that is told once. */
export function visibleMoments(moments: readonly TimelineEvent[]): TimelineEvent[] {
  const cameIn = new Set(moments.flatMap((moment) => (moment.event.type === 'tagJoined' ? [entryOf(moment)] : [])));
  return moments.filter((moment) => {
    if (kindOf(moment) === 'hidden') return false;
    return moment.event.type !== 'swarmJoined' || !cameIn.has(entryOf(moment));
  });
}

function entryOf({ id }: TimelineEvent): string {
  return id.split('.', 1)[0] ?? id;
}

export function localDay(at: string): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

type Gathering =
  | Exclude<TimelineItem, { kind: 'acts' | 'recorded' }>
  | { readonly kind: 'acts'; readonly id: string; readonly acts: TimelineEvent[] }
  | { readonly kind: 'recorded'; readonly id: string; readonly steps: Step[] };

function itemOf(moment: TimelineEvent): Gathering | undefined {
  const { id, at, by, event } = moment;
  switch (event.type) {
    case 'messagePosted':
      return { kind: 'message', id, moment, message: event.message };
    case 'ticketOpened':
      return { kind: 'opened', id, moment, text: event.description };
    case 'tagAnswered':
      return { kind: 'said', id, moment, text: event.answer };
    case 'tagEnded':
      if (event.coaching !== undefined) return { kind: 'said', id, moment, text: event.coaching };
      return { kind: 'acts', id, acts: [moment] };
    case 'workRecorded': {
      const step = { id, at, until: at, by, activity: event.activity, team: teamOf(event), times: 1 };
      return { kind: 'recorded', id, steps: [step] };
    }
    default:
      return kindOf(moment) === 'hidden' ? undefined : { kind: 'acts', id, acts: [moment] };
  }
}

function teamOf({ team, line }: WorkRecorded): string {
  const parts = [team, line === undefined || line === '' ? undefined : `line ${line}`];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** Adds to the item before where both are of a kind; they are new here, and nobody has seen them yet. */
function gather(before: Gathering | undefined, item: Gathering): boolean {
  if (before?.kind === 'acts' && item.kind === 'acts') {
    before.acts.push(...item.acts);
    return true;
  }
  if (before?.kind === 'recorded' && item.kind === 'recorded') {
    for (const step of item.steps) addStep(before.steps, step);
    return true;
  }
  return false;
}

function addStep(steps: Step[], step: Step): void {
  const last = steps.at(-1);
  const isAgain = last && (['activity', 'team', 'by'] as const).every((part) => last[part] === step[part]);
  if (isAgain) steps.splice(-1, 1, { ...last, until: step.at, times: last.times + 1 });
  else steps.push(step);
}
