import { type BriefContent, type Requirement, missingFrom, requirements } from '../../shared/domain/brief.ts';
import type { RefusalBody } from '../../shared/domain/refusals.ts';
import type { Tag, TagTarget } from '../../shared/domain/tag.ts';
import type { Ticket, TicketId } from '../../shared/domain/ticket.ts';
import type { TagCheckReply } from '../../shared/protocol/tagging.ts';
import type { Asking, Outcome } from './asking.ts';
import { Remote } from './remote.svelte.ts';
import { askTagCheck } from './tagRequests.ts';
import type { RaiseTag } from '../../shared/domain/swarmCommands.ts';

interface Wiring {
  readonly ticketId: TicketId;
  readonly me: () => string;
  readonly ticket: () => Pick<Ticket, 'tags'> | undefined;
  /** What the investigation tells now; undefined while it is not open here. */
  readonly brief: () => BriefContent | undefined;
  readonly run: (command: RaiseTag, asking: Asking) => Promise<Outcome>;
  readonly check?: (target: TagTarget, blocked: boolean) => Promise<TagCheckReply>;
}

/** An answer and what it is the answer to. */
interface Checked {
  readonly target: TagTarget;
  readonly reply: TagCheckReply;
}

const noBrief: BriefContent = { problem: '', impact: '', steps: [], evidence: [], hypotheses: [] };

/** A tag that somebody is about to raise: kept while the ticket is open, so that adding what is missing loses nothing. */
export class TagDraft {
  ask = $state('');
  /** An instant; empty: no time. */
  neededBy = $state('');
  readonly #wiring: Wiring;
  #target = $state.raw<TagTarget>();
  #isBlocked = $state(false);
  #isSending = $state(false);
  #refusal = $state.raw<RefusalBody>();
  readonly #checked: Remote<Checked | undefined>;

  readonly #check = $derived.by(() => {
    const answered = this.#checked.value;
    return answered && answered.target === this.#target ? answered.reply : undefined;
  });
  readonly #brief = $derived.by(() => this.#wiring.brief() ?? this.#check?.brief ?? noBrief);
  readonly #missing = $derived.by(() => missingFrom(this.#brief, this.#check?.required ?? []));

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
    const { ticketId, check = (target: TagTarget, blocked: boolean) => askTagCheck(ticketId, { target, blocked }) } =
      wiring;
    this.#checked = new Remote(async () => {
      const target = this.#target;
      return target && { target, reply: await check(target, this.#isBlocked) };
    });
  }

  get target(): TagTarget | undefined {
    return this.#target;
  }

  /** Customer blocked, no time. */
  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  get isSending(): boolean {
    return this.#isSending;
  }

  /** Why the server would not raise it, until something is changed. */
  get refusal(): RefusalBody | undefined {
    return this.#refusal;
  }

  /** What the server says about the target that is chosen; undefined until it has. */
  get check(): TagCheckReply | undefined {
    return this.#check;
  }

  /** For whoever follows what it depends on. */
  get checked(): Remote<unknown> {
    return this.#checked;
  }

  get brief(): BriefContent {
    return this.#brief;
  }

  /** In the charter's order. */
  get missing(): readonly Requirement[] {
    return this.#missing;
  }

  /** Somebody is asked for the same on this ticket already. */
  get twin(): Tag | undefined {
    const target = JSON.stringify(this.#target);
    return this.#wiring.ticket()?.tags?.find((tag) => JSON.stringify(tag.target) === target);
  }

  choose(target: TagTarget): void {
    this.#target = target;
    this.#isBlocked = false;
    this.#refusal = undefined;
    void this.#checked.load();
  }

  setBlocked(isBlocked: boolean): void {
    this.#isBlocked = isBlocked;
    this.#refusal = undefined;
    void this.#checked.load();
  }

  /** Fills it with what was asked before. */
  askAgain({ target, ask }: Pick<Tag, 'target' | 'ask'>): void {
    this.choose(target);
    this.ask = ask;
  }

  /** Resolves with the tag once the server has taken it, with undefined when it would not. */
  async raise(): Promise<Tag | undefined> {
    const target = this.#target;
    const ask = this.ask.replaceAll(/\s+/g, ' ').trim();
    if (!target || ask === '' || this.#isSending) return undefined;
    this.#isSending = true;
    this.#refusal = undefined;
    const outcome = await this.#wiring.run(
      {
        ...{ type: 'raiseTag', ticketId: this.#wiring.ticketId, target, ask },
        ...(this.neededBy !== '' && { neededBy: this.neededBy }),
        ...(this.#isBlocked && { blocked: true }),
      },
      { quietly: true },
    );
    this.#isSending = false;
    if ('refusal' in outcome) {
      this.#refusal = outcome.refusal;
      void this.#checked.load();
      return undefined;
    }
    this.#clear();
    return this.#wiring.ticket()?.tags?.findLast((tag) => tag.by === this.#wiring.me() && tag.ask === ask);
  }

  #clear(): void {
    this.#target = undefined;
    this.#isBlocked = false;
    this.ask = '';
    this.neededBy = '';
  }
}

/** What the server found missing in its own copy, where a refusal says so. */
export function missingIn({ code, details }: RefusalBody): readonly Requirement[] {
  const missing: unknown = (details as { missing?: unknown } | undefined)?.missing;
  if (code !== 'evidenceMissing' || !Array.isArray(missing)) return [];
  return requirements.filter((requirement) => missing.includes(requirement));
}
