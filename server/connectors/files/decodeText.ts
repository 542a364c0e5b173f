import { TextDecoder } from 'node:util';
import { Refusal } from '../../../shared/domain/refusals.ts';

/**
 * Bytes as text with a byte order mark taken off, which also decides the encoding; without one `encodingOf` is asked,
 * given the first bytes. Throws Refusal `importRefused` on bytes that are no text in it.
 */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  encodingOf: (start: Uint8Array) => string,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let line = 1;
  for await (const chunk of chunks) {
    decoder ??= decoderFor(chunk, encodingOf);
    const text = decoded(decoder, chunk, line);
    if (text.includes('\0')) throw new Refusal('importRefused', { reason: 'the file is binary, not text', line });
    line += countOf(text, '\n');
    if (text !== '') yield text;
  }
  const rest = decoder ? decoded(decoder, undefined, line) : '';
  if (rest !== '') yield rest;
}

function decoderFor(start: Uint8Array, encodingOf: (start: Uint8Array) => string): TextDecoder {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  const encoding = encodingOf(start);
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new Refusal('importRefused', { reason: `there is no encoding called "${encoding}"` });
  }
}

function decoded(decoder: TextDecoder, chunk: Uint8Array | undefined, line: number): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    const reason = `after this line there are bytes that are not ${decoder.encoding}: name the encoding in the mapping`;
    throw new Refusal('importRefused', { reason, line });
  }
}

export function countOf(text: string, what: string): number {
  let count = 0;
  for (let at = text.indexOf(what); at !== -1; at = text.indexOf(what, at + 1)) count += 1;
  return count;
}
