import type { Anchor } from './anchor.ts';

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Said behind the label, fainter. */
  readonly detail?: string | undefined;
  /** Further words it is found by. */
  readonly words?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** What to draw before the label; the owner of the picker knows how. */
  readonly lead?: unknown;
}

export interface PickRequest {
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly isChosen?: ((id: string) => boolean) | undefined;
  /** Stays open, so that several can be chosen. */
  readonly multiple?: boolean | undefined;
  readonly onpick: (id: string) => void;
}

export interface PickerHandle {
  show: (anchor: Anchor, request: PickRequest) => void;
}

/** Choices in which every word occurs, those that begin with the text first. */
export function matching(choices: readonly Choice[], text: string): readonly Choice[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  const found = choices.filter((choice) => {
    const haystack = `${choice.label} ${choice.detail ?? ''} ${choice.words ?? ''}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
  const first = words[0] ?? '';
  const begins = ({ label }: Choice) => Number(!label.toLowerCase().startsWith(first));
  return found.sort((a, b) => begins(a) - begins(b));
}
