import { type ExportedMoment, type TimelineExport, utc } from './timelineExport.ts';

/** The lines of a CSV file: one for each moment, under their names. */
export function* timelineRows({ ticket, moments }: TimelineExport): Generator<string[]> {
  yield ['ticket', 'moment', 'at', 'by', 'kind', 'what', 'words', 'pinned by', 'pin note'];
  for (const { id, at, by, kind, what, words, pinned } of moments) {
    yield [ticket.id, id, at, by, kind, what, words, pinned?.by ?? '', pinned?.note ?? ''];
  }
}

/** The same to be read, pinned moments first; what people wrote is quoted as it is. */
export async function* timelineMarkdown(told: TimelineExport): AsyncGenerator<string> {
  const { ticket, board, exportedAt, exportedBy, moments } = told;
  yield `# ${plain(`${ticket.id}: ${ticket.title}`)}\n\n`;
  yield `Customer: ${plain(ticket.customer || 'not known')} · Board: ${plain(board)}\n\n`;
  yield `Everything that happened to this ticket, in order. Written by Swarmboard for ${plain(exportedBy)} on ${utc(exportedAt)}. `;
  yield 'Times are UTC. What people wrote is quoted; everything else is what was done.\n';
  const pins = moments.filter(({ pinned }) => pinned !== null);
  if (pins.length > 0) yield `\n## Pinned\n\n${pins.map(pinLine).join('')}`;
  let day = '';
  for (const moment of moments) {
    if (moment.at.slice(0, 10) !== day) yield `\n## ${(day = moment.at.slice(0, 10))}\n\n`;
    yield momentText(moment);
  }
  await Promise.resolve();
}

function pinLine({ at, by, what, words, pinned }: ExportedMoment): string {
  const note = pinned === null || pinned.note === '' ? '' : `${plain(pinned.note)} — `;
  const excerpt = words === '' ? what : `${what}: ${words.slice(0, 120)}${words.length > 120 ? '…' : ''}`;
  return `- ${note}${utc(at)}, ${plain(by)} ${plain(excerpt)}\n`;
}

function momentText({ at, by, what, words, pinned }: ExportedMoment): string {
  const line = `- ${at.slice(11, 16)} **${plain(by)}** ${plain(what)}${pinned === null ? '' : ' (pinned)'}\n`;
  if (words === '') return line;
  const quoted = words.split(/\r?\n/).map((one) => `  > ${escaped(one)}\n`);
  return `${line}\n${quoted.join('')}\n`;
}

/** On one line. */
function plain(text: string): string {
  return escaped(text.replaceAll(/\s+/g, ' ').trim());
}

/** Nothing in it is taken for a mark, a link, a picture or HTML. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|!~&]/g, String.raw`\$&`).replace(/^(\s*)([-+=]|\d+[.)])/, String.raw`$1\$2`);
}
