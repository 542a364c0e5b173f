import { isUtf8 } from 'node:buffer';

/** What somebody sent is not what the protocol says. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

/**
 * Reads the variable-length numbers and strings of lib0, and never past the end of what it was given: lib0 itself reads
 * on into whatever lies behind a message in the same buffer.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new Malformed('ends too early');
    this.#at += 1;
    return byte;
  }

  number(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.byte();
      value += (byte & 127) * factor;
      if (value > Number.MAX_SAFE_INTEGER) throw new Malformed('a number is too large');
      if (byte < 128) return value;
    }
  }

  /** A view, not a copy. */
  take(length: number): Uint8Array {
    if (length > this.remaining) throw new Malformed('ends too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** A view of bytes that say their own length. */
  bytes(): Uint8Array {
    return this.take(this.number());
  }

  /** The UTF-8 bytes of a string, as a view. */
  text(): Uint8Array {
    const text = this.bytes();
    if (!isUtf8(text)) throw new Malformed('a string is not UTF-8');
    return text;
  }

  string(): string {
    const { buffer, byteOffset, byteLength } = this.text();
    return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
  }

  json(): unknown {
    return parseJson(this.string());
  }

  end(): void {
    if (this.remaining > 0) throw new Malformed('goes on after its end');
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Malformed('a value is not JSON');
  }
}
