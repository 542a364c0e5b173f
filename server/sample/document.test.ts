import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readEvidence } from '../../shared/document/evidence.ts';
import { readHypotheses } from '../../shared/document/hypothesis.ts';
import { partsOf, textOf } from '../../shared/document/investigation.ts';
import { seedOf } from './document.ts';
import { Moments, agoMs } from './moments.ts';
import type { SampleInvestigation } from './ticket.ts';
import { sampleTickets } from './tickets.ts';

const investigated = sampleTickets.flatMap(({ key, opened, investigation }) =>
  investigation ? [{ key, opened, ...investigation }] : [],
);

/** A hypothesis as one line: what has to come out of the document as it went in. */
function line(id: string, [status, by]: readonly [string, string], cited: readonly string[]): string {
  return `${id} ${status} by ${by}: ${[...cited].sort().join(' ')}`;
}

function linesWritten({ hypotheses }: SampleInvestigation): string[] {
  return hypotheses.map((one) => {
    const { id, by, then = [], for: inFavour = [], against = [] } = one;
    const cited = [...inFavour.map((evidence) => `+${evidence}`), ...against.map((evidence) => `-${evidence}`)];
    return line(id, [then.at(-1)?.[0] ?? 'open', by.id], cited);
  });
}

function linesRead(doc: Y.Doc): string[] {
  return readHypotheses(doc).map(({ id, status, author, evidence }) => {
    const cited = evidence.map(({ evidenceId, stance }) => `${stance === 'for' ? '+' : '-'}${evidenceId}`);
    return line(id, [status, author], cited);
  });
}

test('the seeded documents give the hypotheses and the evidence that were written', () => {
  for (const { key, ...investigation } of investigated) {
    const doc = new Y.Doc();

    Y.applyUpdate(doc, seedOf(investigation, new Moments(new Date())));

    const ids = investigation.evidence.map(({ id }) => id);
    expect(linesRead(doc).sort(), key).toEqual(linesWritten(investigation).sort());
    expect(new Set(readEvidence(doc).map(({ id }) => id)), key).toEqual(new Set(ids));
    expect(textOf(partsOf(doc).notes).length, key).toBeGreaterThan(200);
  }
});

test('a hypothesis cites evidence that exists, and a refuted one has some against it', () => {
  for (const { key, hypotheses, evidence } of investigated) {
    const known = evidence.map(({ id }) => id);
    for (const { id, for: inFavour = [], against = [], then = [] } of hypotheses) {
      expect(known, `${key} ${id}`).toEqual(expect.arrayContaining([...inFavour, ...against]));
      if (then.at(-1)?.[0] === 'refuted') expect(against, `${key} ${id}`).not.toEqual([]);
    }
  }
});

test('the history of an investigation is in order and lies within the life of its ticket', () => {
  for (const { key, opened, hypotheses, evidence } of investigated) {
    for (const { id, ago, then = [] } of hypotheses) {
      const times = [opened, ago, ...then.map(([, at]) => at)].map((time) => -agoMs(time));
      expect(times, `${key} ${id}`).toEqual([...times].sort((a, b) => a - b));
    }
    for (const { id, ago, seen = ago } of evidence) {
      expect(agoMs(ago), `${key} ${id}`).toBeLessThan(agoMs(opened));
      expect(agoMs(seen), `${key} ${id}`).toBeGreaterThanOrEqual(agoMs(ago));
    }
  }
});
