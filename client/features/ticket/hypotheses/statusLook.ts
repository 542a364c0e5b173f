import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import CircleX from '@lucide/svelte/icons/circle-x';
import FlaskConical from '@lucide/svelte/icons/flask-conical';
import type { Component } from 'svelte';
import type { HypothesisStatus } from '../../../../shared/document/hypothesis.ts';

interface Look {
  readonly label: string;
  readonly icon: Component;
  readonly tone: 'neutral' | 'accent' | 'success' | 'danger' | 'warning';
  /** The key that chooses it in the menu. */
  readonly meaning: string;
}

/** How each status looks: never by colour alone. */
export const statusLook: Record<HypothesisStatus, Look> = {
  open: { label: 'Open', icon: CircleDashed, tone: 'neutral', meaning: 'suspected, nobody is on it' },
  testing: { label: 'Testing', icon: FlaskConical, tone: 'accent', meaning: 'somebody is checking it now' },
  supported: { label: 'Supported', icon: CircleCheck, tone: 'success', meaning: 'the evidence speaks for it' },
  refuted: { label: 'Refuted', icon: CircleX, tone: 'danger', meaning: 'it is not that; it stays to be seen' },
  inconclusive: { label: 'Inconclusive', icon: CircleHelp, tone: 'warning', meaning: 'the test did not decide' },
};
