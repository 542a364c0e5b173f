import { SaxesParser } from 'saxes';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { decodeText } from '../files/decodeText.ts';
import type { SourceItem } from '../sourceCase.ts';
import { TraceCollector, type XesPlan } from './traceCollector.ts';

/**
 * Reads an XES log, one trace at a time. Throws Refusal `importRefused` with reason and line where the XML breaks, after
 * all traces before that point were given.
 */
export async function* readXes(chunks: AsyncIterable<Uint8Array>, plan: XesPlan): AsyncGenerator<SourceItem> {
  const parser = new SaxesParser();
  const collector = new TraceCollector(plan, () => parser.line);
  parser.on('opentag', ({ name, attributes }) => {
    collector.open(name, attributes);
  });
  parser.on('closetag', ({ name }) => {
    collector.close(name);
  });
  let begun = false;
  for await (const text of decodeText(chunks, declaredEncoding)) {
    if (!begun) refuseOtherThanXml(text);
    begun = true;
    const broken = attempt(parser, () => parser.write(text));
    yield* collector.take();
    if (broken) throw broken;
  }
  const broken = attempt(parser, () => parser.close());
  yield* collector.take();
  if (broken) throw broken;
}

function refuseOtherThanXml(text: string): void {
  const start = text.trimStart();
  if (start === '' || start.startsWith('<')) return;
  throw new Refusal('importRefused', { reason: `this is not XML: it begins with "${start.slice(0, 20)}"`, line: 1 });
}

/** The encoding that the XML declaration names; its own letters are the same in all that could be meant. */
function declaredEncoding(start: Uint8Array): string {
  const declaration = Buffer.from(start.subarray(0, 200)).toString('latin1');
  return /^<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(declaration)?.[1] ?? 'utf-8';
}

function attempt(parser: SaxesParser, step: () => unknown): Refusal | undefined {
  try {
    step();
    return undefined;
  } catch (reason) {
    if (reason instanceof Refusal) return reason;
    if (!(reason instanceof Error)) throw reason;
    // The parser puts line and column in front of its message; the line goes into the details instead.
    const message = reason.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
    const what = message.startsWith('unclosed tag') ? 'the file ends in the middle' : 'this is not well-formed XML';
    return new Refusal('importRefused', { reason: `${what}: ${message}`, line: parser.line });
  }
}
