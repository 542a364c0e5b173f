import { Unreachable, refusalFrom } from './http.ts';

interface Upload {
  readonly path: string;
  readonly file: Blob;
  readonly signal?: AbortSignal;
  /** How many bytes of the file have left. */
  readonly onSent: (bytes: number) => void;
  /** A line of the answer, parsed, as soon as it is there. */
  readonly onLine: (line: unknown) => void;
}

/**
 * Sends a file as the body and reads an answer in lines of JSON while it comes. Resolves at the end of the answer;
 * rejects with a Refusal or Unreachable. XMLHttpRequest, because fetch cannot tell how much of a body has been sent.
 */
export function upload({ path, file, signal, onSent, onLine }: Upload): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let read = 0;
    const readLines = () => {
      const text = request.responseText;
      for (let end = text.indexOf('\n', read); end !== -1; end = text.indexOf('\n', read)) {
        onLine(JSON.parse(text.slice(read, end)));
        read = end + 1;
      }
    };
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onprogress = () => {
      if (request.status === 200) readLines();
    };
    request.onload = () => {
      if (request.status !== 200) {
        reject(refusalFrom(parsed(request.responseText)));
        return;
      }
      readLines();
      resolve();
    };
    request.onerror = () =>
      reject(new Unreachable('The connection broke off. Importing again goes on where it stopped.'));
    request.onabort = () => resolve();
    signal?.addEventListener('abort', () => request.abort());
    request.open('POST', path);
    request.send(file);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
