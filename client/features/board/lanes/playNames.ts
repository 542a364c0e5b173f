import type { PlayKind } from '../../../../shared/domain/play.ts';

export const playNames: Readonly<Record<PlayKind, string>> = {
  dropIn: 'Drop-in',
  dispatch: 'Dispatch',
  backlog: 'Backlog',
  severity1: 'Severity-1',
};
