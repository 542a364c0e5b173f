import { savableKind } from '../../shared/protocol/document.ts';
import type { SavedLedger } from './savedLedger.ts';

/**
 * The same WebSocket, except that it enters in the ledger what the server will confirm. Without a ledger, that of somebody
 * who may only read, such messages are not sent.
 */
export function countSends(Base: typeof WebSocket, ledger: SavedLedger | undefined): typeof WebSocket {
  return class extends Base {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      const kind = data instanceof Uint8Array ? savableKind(data) : undefined;
      if (kind && !ledger) return;
      // Before it goes out: the confirmation may come at once.
      if (kind) ledger?.sent(kind);
      super.send(data);
    }
  };
}
