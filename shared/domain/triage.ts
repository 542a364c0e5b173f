import type { TagTarget } from './tag.ts';
import type { Priority } from './ticket.ts';

/** Where new tickets of a kind go: to the line that always owns them, or straight to a line or specialist. */
export interface TriageRule {
  readonly id: string;
  readonly name: string;
  /** Rules are tried in this order, and the first that matches counts. */
  readonly order: number;
  readonly isOn: boolean;
  readonly when: TriageCondition;
  readonly then: TriageRoute;
}

/** All that are given have to hold; of several words, intents … one is enough. Case does not matter. */
export interface TriageCondition {
  readonly intents?: readonly string[];
  /** In the title or the description, as whole words. */
  readonly words?: readonly string[];
  readonly segments?: readonly string[];
  readonly products?: readonly string[];
  readonly priorities?: readonly Priority[];
}

/** `owns`: that line keeps it from intake to resolution. `tag`: whoever it is asked for is tagged on arrival. */
export type TriageRoute =
  | { readonly kind: 'owns'; readonly target: Extract<TagTarget, { kind: 'line' }> }
  | { readonly kind: 'tag'; readonly target: Extract<TagTarget, { kind: 'line' | 'domain' }> };
