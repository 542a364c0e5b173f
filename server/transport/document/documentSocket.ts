import { type RawData, WebSocket } from 'ws';
import { documentCloses } from '../../../shared/protocol/document.ts';
import type { Connection } from '../../rooms/connection.ts';
import type { RoomSocket } from '../../rooms/roomSocket.ts';

const tooLargeOfWebSocket = 1009;

/** A WebSocket that says "too large" with the same code whether the frame was cut off on the wire or refused by a room. */
export class DocumentWebSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === tooLargeOfWebSocket) super.close(documentCloses.tooLarge.code, documentCloses.tooLarge.reason);
    else super.close(code, reason);
  }
}

export function roomSocketOf(socket: WebSocket): RoomSocket {
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close: (code, reason) => {
      socket.close(code, reason);
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
  };
}

/** Hands over what the client sends, until it is gone. */
export function listen(socket: WebSocket, connection: Connection): void {
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (isBinary) connection.receive(bytesOf(data));
    else connection.close('malformed');
  });
  socket.on('close', () => {
    connection.lost();
  });
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
