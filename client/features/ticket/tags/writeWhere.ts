import type { Requirement } from '../../../../shared/domain/brief.ts';
import type { TicketActions } from '../ticketActions.ts';

/** Which section of the notes tells it, by its heading. */
const sections: Partial<Record<Requirement, string>> = {
  problem: 'What happens',
  impact: 'Impact',
  steps: 'Tried so far',
};

/** Puts the cursor where something is written that the charter asks for. */
export function writeWhere(actions: TicketActions, requirement: Requirement): void {
  actions.show?.('investigation', () => {
    switch (requirement) {
      case 'problem':
      case 'impact':
      case 'steps':
        actions.writeSection?.(sections[requirement] ?? '');
        break;
      case 'hypothesis':
        actions.addHypothesis?.();
        break;
      case 'evidence':
        actions.addEvidence?.();
        break;
      default:
        actions.addEvidence?.(requirement);
    }
  });
}
