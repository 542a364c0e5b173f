import { savableKind } from '../../shared/protocol/document.ts';
import type { SavedLedger } from './savedLedger.ts';

/** The same WebSocket, except that it enters in the ledger what the server will confirm. */
export function countSends(Base: typeof WebSocket, ledger: SavedLedger): typeof WebSocket {
  return class extends Base {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      const kind = data instanceof Uint8Array ? savableKind(data) : undefined;
      // Before it goes out: the confirmation may come at once.
      if (kind) ledger.sent(kind);
      super.send(data);
    }
  };
}
