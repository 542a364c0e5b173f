import Bug from '@lucide/svelte/icons/bug';
import Building from '@lucide/svelte/icons/building-2';
import Eye from '@lucide/svelte/icons/eye';
import Globe from '@lucide/svelte/icons/globe';
import Image from '@lucide/svelte/icons/image';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import type { Component } from 'svelte';
import type { EvidenceKind } from '../../../../shared/document/evidence.ts';

interface Look {
  readonly label: string;
  readonly icon: Component;
  /** What to write, as a placeholder. */
  readonly example: string;
}

export const kindLook: Record<EvidenceKind, Look> = {
  observation: { label: 'Observation', icon: Eye, example: 'What was seen?' },
  endpoint: { label: 'Failing endpoint', icon: Globe, example: 'POST /v1/messages answers 502' },
  error: { label: 'Error code', icon: Bug, example: 'carrier_rejected 30007' },
  workspace: { label: 'Affected workspace', icon: Building, example: 'Only workspace 4411, since Monday' },
  log: { label: 'Log', icon: ScrollText, example: 'Which lines, and what they say' },
  screenshot: { label: 'Screenshot', icon: Image, example: 'What the picture shows' },
};
