import type { FileReply } from '../../shared/protocol/http.ts';
import { Unreachable, refusalFrom } from './http.ts';

interface FileToSend {
  readonly ticketId: string;
  readonly file: File;
  /** From 0 to 1, called as it goes. */
  readonly onprogress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** Attaches a file to a ticket; throws as `request` does, and an AbortError when it was stopped. */
export function sendFile({ ticketId, file, onprogress, signal }: FileToSend): Promise<FileReply> {
  return new Promise((resolve, reject) => {
    // fetch cannot tell how much of a body has gone out.
    const call = new XMLHttpRequest();
    call.open('POST', `/api/v1/tickets/${encodeURIComponent(ticketId)}/files`);
    call.setRequestHeader('content-type', file.type || 'application/octet-stream');
    call.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    call.responseType = 'json';
    call.upload.addEventListener('progress', ({ loaded, total }) => {
      onprogress(total > 0 ? loaded / total : 0);
    });
    call.addEventListener('load', () => {
      if (call.status >= 200 && call.status < 300) resolve(call.response as FileReply);
      else reject(call.status >= 502 ? new Unreachable('The server cannot be reached.') : refusalFrom(call.response));
    });
    call.addEventListener('error', () => {
      reject(new Unreachable('The server cannot be reached.'));
    });
    call.addEventListener('abort', () => {
      reject(new DOMException('Stopped.', 'AbortError'));
    });
    signal.addEventListener('abort', () => {
      call.abort();
    });
    call.send(file);
  });
}
