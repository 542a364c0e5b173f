import type { CharterVersion } from './charter.ts';
import type { Column } from './column.ts';
import type { Customer } from './customer.ts';
import type { Hand } from './hand.ts';
import type { Line } from './line.ts';
import type { Capability } from './permissions.ts';
import type { Person, PersonId, Preset } from './person.ts';
import type { PlaySetting, RunningPlay } from './play.ts';
import type { Rota, RotaOverride } from './rota.ts';
import type { SavedView } from './savedView.ts';
import type { TagEvent } from './tagEvent.ts';
import type {
  Message,
  Pin,
  SuspectedBug,
  Ticket,
  TicketChanges,
  TicketId,
  TicketSource,
  TicketState,
} from './ticket.ts';
import type { TriageRule } from './triage.ts';

/** When and by whom, where that differs from the entry: imported and sample histories happened earlier. */
interface Happened {
  readonly at?: string;
  readonly by?: string;
}

export type BoardEvent = Happened &
  (
    | {
        readonly type: 'boardCreated';
        readonly title: string;
        readonly columns: readonly Column[];
        readonly sample?: true;
      }
    | { readonly type: 'boardRenamed'; readonly title: string }
    | { readonly type: 'columnAdded'; readonly column: Column }
    | {
        readonly type: 'columnChanged';
        readonly columnId: string;
        readonly changes: Partial<Omit<Column, 'id'>>;
      }
    | { readonly type: 'columnsOrdered'; readonly columnIds: readonly string[] }
    | { readonly type: 'columnRemoved'; readonly columnId: string }
    | { readonly type: 'viewSaved'; readonly view: SavedView }
    | { readonly type: 'viewRemoved'; readonly viewId: string }
    | TicketEvent
  );

export type TicketEvent =
  | {
      readonly type: 'ticketOpened';
      readonly ticketId: TicketId;
      readonly ticket: OpenedTicket;
      readonly description: string;
    }
  | {
      readonly type: 'ticketMoved';
      readonly ticketId: TicketId;
      readonly columnId: string;
      readonly rank: string;
      readonly state: TicketState;
    }
  | {
      readonly type: 'ticketEdited';
      readonly ticketId: TicketId;
      readonly changes: TicketChanges;
      readonly description?: string;
    }
  | { readonly type: 'ownerChanged'; readonly ticketId: TicketId; readonly owner: PersonId | null }
  | { readonly type: 'swarmJoined'; readonly ticketId: TicketId; readonly person: PersonId }
  | {
      readonly type: 'swarmLeft';
      readonly ticketId: TicketId;
      readonly person: PersonId;
      readonly joinedAt: string;
      /** When the stay began to count; without it, it was watching only. */
      readonly contributedAt?: string;
    }
  /** The first thing that somebody did in this stay. */
  | { readonly type: 'contributionMade'; readonly ticketId: TicketId; readonly person: PersonId }
  | TagEvent
  | { readonly type: 'handRaised'; readonly ticketId: TicketId; readonly hand: Hand }
  | { readonly type: 'helpOffered'; readonly ticketId: TicketId; readonly person: PersonId }
  | { readonly type: 'handLowered'; readonly ticketId: TicketId; readonly how: 'helped' | 'withdrawn' }
  | { readonly type: 'playStarted'; readonly ticketId: TicketId; readonly play: RunningPlay }
  | {
      readonly type: 'playChanged';
      readonly ticketId: TicketId;
      readonly changes: Partial<Pick<RunningPlay, 'endsAt' | 'lead' | 'communicator'>>;
    }
  | { readonly type: 'playEnded'; readonly ticketId: TicketId }
  /** A triage rule said where this ticket goes; what it led to follows in the same entry. */
  | {
      readonly type: 'ticketRouted';
      readonly ticketId: TicketId;
      readonly rule: string;
      readonly name: string;
      readonly charter: number;
      readonly line?: Line;
      readonly domain?: string;
    }
  | { readonly type: 'bugSuspected'; readonly ticketId: TicketId; readonly bug: SuspectedBug }
  | { readonly type: 'bugCleared'; readonly ticketId: TicketId }
  | { readonly type: 'momentPinned'; readonly ticketId: TicketId; readonly pin: Pin }
  | { readonly type: 'momentUnpinned'; readonly ticketId: TicketId; readonly moment: string }
  | { readonly type: 'messagePosted'; readonly ticketId: TicketId; readonly message: Message }
  | WorkRecorded
  /** All that told of the customer is gone from the ticket, here and in every entry before; what is left can be counted. */
  | { readonly type: 'ticketErased'; readonly ticketId: TicketId }
  /** A ticket that had left the board's memory is back in it, as it was. Precedes the event that needs it. */
  | { readonly type: 'ticketRecalled'; readonly ticketId: TicketId; readonly ticket: Ticket }
  /** The source told a longer or corrected history: what was recorded before no longer counts. `at`: when it was opened. */
  | {
      readonly type: 'historyReplaced';
      readonly ticketId: TicketId;
      readonly source: TicketSource;
    };

/** One event of an imported history, as the source wrote it. */
export interface WorkRecorded {
  readonly type: 'workRecorded';
  readonly ticketId: TicketId;
  readonly state: TicketState;
  /** The source's words name no state: `state` is the one before, carried on. */
  readonly stateUnknown?: true;
  /** The source's own words for what happened, such as `Accepted/In Progress`. */
  readonly activity: string;
  readonly columnId: string;
  readonly rank: string;
  readonly team?: string;
  readonly line?: string;
  /** Further fields of the source's event that a mapping asked to keep. */
  readonly details?: Readonly<Record<string, string>>;
}

export type OpenedTicket = Omit<
  Ticket,
  | 'id'
  | 'swarm'
  | 'tags'
  | 'hand'
  | 'play'
  | 'bug'
  | 'pins'
  | 'messages'
  | 'heardAt'
  | 'saidAt'
  | 'updatedAt'
  | 'columnSince'
  | 'version'
>;

export type OrganisationEvent = Happened &
  (
    | { readonly type: 'personAdded'; readonly person: Person }
    | {
        readonly type: 'personChanged';
        readonly personId: PersonId;
        readonly changes: Partial<Omit<Person, 'id'>>;
        /** Fields that the person no longer has. */
        readonly without?: readonly (keyof Person)[];
      }
    | { readonly type: 'customerAdded'; readonly customer: Customer }
    | {
        readonly type: 'customerChanged';
        readonly customerId: string;
        readonly changes: Partial<Omit<Customer, 'id'>>;
      }
    | { readonly type: 'charterPublished'; readonly version: CharterVersion }
    | { readonly type: 'rotaSaved'; readonly rota: Rota }
    | { readonly type: 'rotaRemoved'; readonly rotaId: string }
    | { readonly type: 'rotaOverridden'; readonly rotaId: string; readonly overrides: readonly RotaOverride[] }
    | { readonly type: 'rotaOverrideRemoved'; readonly rotaId: string; readonly overrideId: string }
    | { readonly type: 'triageRuleSaved'; readonly rule: TriageRule }
    | { readonly type: 'triageRuleRemoved'; readonly ruleId: string }
    | { readonly type: 'playSaved'; readonly play: PlaySetting }
    /** What is about to be erased with a customer: no entry is rewritten before it was named here. */
    | { readonly type: 'customerErasing'; readonly customerId: string; readonly entries: ErasedEntries }
    /**
     * On request: `tickets` counts those that were erased with it, over all boards. `entries`: what was rewritten in this
     * run; absent in records from before erasures named it.
     */
    | {
        readonly type: 'customerErased';
        readonly customerId: string;
        readonly tickets: number;
        readonly entries?: ErasedEntries;
      }
  );

/** By log. */
export type ErasedEntries = Readonly<Record<string, readonly SeqRange[]>>;

/** From and to, both included. */
export type SeqRange = readonly [from: number, to: number];

/** Who came in, who let whom in, and what left the house: kept in a log of its own, which nothing else is derived from. */
export type AccessEvent =
  | { readonly type: 'signedIn'; readonly person: PersonId; readonly session: string; readonly method: SignInMethod }
  /** These sessions are over, at once and everywhere. */
  | { readonly type: 'sessionsEnded'; readonly person: PersonId; readonly sessions: readonly string[] }
  /** Too many wrong passwords; `account` is what was typed. */
  | { readonly type: 'signInBlocked'; readonly account: string }
  | { readonly type: 'passwordChanged'; readonly person: PersonId }
  | {
      readonly type: 'invited';
      readonly invitation: string;
      readonly purpose: 'join' | 'password';
      readonly preset?: Preset;
      readonly email?: string;
      /** Whose password may be set anew. */
      readonly person?: PersonId;
    }
  | { readonly type: 'invitationWithdrawn'; readonly invitation: string }
  | { readonly type: 'invitationAccepted'; readonly invitation: string; readonly person: PersonId }
  | {
      readonly type: 'tokenCreated';
      readonly token: string;
      readonly person: PersonId;
      readonly scopes: readonly Capability[];
      readonly expiresAt: string | null;
    }
  | { readonly type: 'tokenRevoked'; readonly token: string }
  | {
      readonly type: 'webhookAdded' | 'webhookChanged' | 'webhookRemoved' | 'webhookSecretRenewed';
      readonly webhook: string;
    }
  /** Data that was taken away as a file. */
  | {
      readonly type: 'exported';
      readonly what: 'audit' | 'customer' | 'customers' | 'checkpoint' | 'timeline';
      readonly about?: string;
    };

export type SignInMethod = 'firstAdmin' | 'password' | 'oidc' | 'invitation' | 'developer' | 'commandLine';
