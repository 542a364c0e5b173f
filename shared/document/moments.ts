import type { Evidence } from './evidence.ts';
import type { Hypothesis } from './hypothesis.ts';

/** Something that people did in an investigation, as the timeline tells it. */
export interface InvestigationMoment {
  /** `0.<kind>-<id>-<index>`: no entry of a log has the number 0. */
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly event:
    | { readonly type: 'hypothesisAdded'; readonly hypothesisId: string; readonly text: string }
    | {
        readonly type: 'hypothesisStatus';
        readonly hypothesisId: string;
        readonly text: string;
        readonly status: string;
      }
    | { readonly type: 'evidenceAdded'; readonly evidenceId: string; readonly kind: string; readonly text: string };
}

interface Objects {
  readonly hypotheses: readonly Hypothesis[];
  readonly evidence: readonly Evidence[];
}

/** Pure: each hypothesis, each change of its status and each fact, in the order they say; what has no date is left out. */
export function momentsIn({ hypotheses, evidence }: Objects): InvestigationMoment[] {
  const moments = [...hypotheses.flatMap(momentsOfHypothesis), ...evidence.map(momentOfEvidence)];
  return moments.flatMap(dated).sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

function momentsOfHypothesis({ id, text, author, createdAt, history }: Hypothesis): InvestigationMoment[] {
  const added = { type: 'hypothesisAdded', hypothesisId: id, text } as const;
  // The first of the history is how it began.
  const changes = history.slice(1).map(({ status, by, at }, index): InvestigationMoment => {
    const event = { type: 'hypothesisStatus', hypothesisId: id, text, status } as const;
    return { id: `0.hypothesis-${id}-${String(index + 1)}`, at, by, event };
  });
  return [{ id: `0.hypothesis-${id}-0`, at: createdAt, by: author, event: added }, ...changes];
}

function momentOfEvidence({ id, kind, text, author, addedAt }: Evidence): InvestigationMoment {
  const event = { type: 'evidenceAdded', evidenceId: id, kind, text } as const;
  return { id: `0.evidence-${id}-0`, at: addedAt, by: author, event };
}

/** Anyone in the room can write any date. All instants in one form, so that they sort as text. */
function dated(moment: InvestigationMoment): InvestigationMoment[] {
  const ms = Date.parse(moment.at);
  return Number.isNaN(ms) ? [] : [{ ...moment, at: new Date(ms).toISOString() }];
}
