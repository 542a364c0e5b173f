/** L0 self-service, L1 front line, L2 deep dives, L3 engineering, L4 vendor. */
export const lines = ['L0', 'L1', 'L2', 'L3', 'L4'] as const;
export type Line = (typeof lines)[number];
