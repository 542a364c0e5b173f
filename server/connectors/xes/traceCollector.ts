import { Refusal } from '../../../shared/domain/refusals.ts';
import { type Fields, type SourceEvent, type SourceItem, emptyFields, mostEventsOfCase } from '../sourceCase.ts';

export interface XesPlan {
  /** The attribute of a trace that names its ticket. */
  readonly id: string;
  /** The attributes worth keeping; undefined: all. */
  readonly fields?: ReadonlySet<string>;
  /** What the source writes where it has no value, besides nothing at all. */
  readonly missing?: readonly string[];
}

const attributeTags = new Set(['string', 'date', 'int', 'float', 'boolean', 'id']);

interface OpenTrace {
  readonly line: number;
  readonly fields: Record<string, string>;
  readonly events: SourceEvent[];
  tooLong: boolean;
}

/** Turns the tags of an XES log into cases. Attributes inside attributes, and all outside of traces, are passed over. */
export class TraceCollector {
  readonly #plan: XesPlan;
  readonly #line: () => number;
  #done: SourceItem[] = [];
  #depth = 0;
  #traceDepth = 0;
  #eventDepth = 0;
  #trace: OpenTrace | undefined;
  #event: { readonly line: number; readonly fields: Record<string, string> } | undefined;

  constructor(plan: XesPlan, line: () => number) {
    this.#plan = plan;
    this.#line = line;
  }

  /** The items finished since the last call. */
  take(): SourceItem[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  open(tag: string, attributes: Fields): void {
    this.#depth += 1;
    if (this.#depth === 1) this.#refuseOtherThanLog(tag);
    else if (this.#event) this.#addAttribute(tag, attributes, this.#eventDepth);
    else if (this.#trace) this.#openInTrace(tag, attributes);
    else if (tag === 'trace' && this.#depth === 2) {
      this.#trace = { line: this.#line(), fields: emptyFields(), events: [], tooLong: false };
      this.#traceDepth = this.#depth;
    }
  }

  close(tag: string): void {
    if (this.#event && this.#depth === this.#eventDepth) this.#closeEvent(this.#event);
    else if (this.#trace && tag === 'trace' && this.#depth === this.#traceDepth) this.#closeTrace(this.#trace);
    this.#depth -= 1;
  }

  #refuseOtherThanLog(tag: string): void {
    if (tag === 'log') return;
    const reason = `this is no XES log: it begins with <${tag}> instead of <log>`;
    throw new Refusal('importRefused', { reason, line: this.#line() });
  }

  #openInTrace(tag: string, attributes: Fields): void {
    if (tag === 'event' && this.#depth === this.#traceDepth + 1) {
      this.#event = { line: this.#line(), fields: emptyFields() };
      this.#eventDepth = this.#depth;
    } else this.#addAttribute(tag, attributes, this.#traceDepth);
  }

  #addAttribute(tag: string, { key, value }: Fields, ownerDepth: number): void {
    if (this.#depth !== ownerDepth + 1 || !attributeTags.has(tag)) return;
    const owner = this.#event ?? this.#trace;
    if (!owner || key === undefined || !value || this.#plan.missing?.includes(value)) return;
    if (this.#isWanted(key)) owner.fields[key] = value;
  }

  #isWanted(key: string): boolean {
    const { id, fields } = this.#plan;
    if (!fields) return true;
    return this.#event ? fields.has(key) : key === id || fields.has(`case:${key}`);
  }

  #closeEvent(event: SourceEvent): void {
    this.#event = undefined;
    const trace = this.#trace;
    if (!trace) return;
    if (trace.events.length < mostEventsOfCase) trace.events.push(event);
    else trace.tooLong = true;
  }

  #closeTrace({ line, fields, events, tooLong }: OpenTrace): void {
    this.#trace = undefined;
    const id = fields[this.#plan.id];
    const refuse = (reason: string) => this.#done.push({ kind: 'problem', line, reason, ticket: true });
    if (id === undefined) refuse(`the trace has no ${this.#plan.id}`);
    else if (tooLong) refuse(`the trace ${id} has more than ${String(mostEventsOfCase)} events`);
    else this.#done.push({ kind: 'case', id, line, fields, events });
  }
}
