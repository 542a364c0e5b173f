/** Where progress is shown: a terminal, or a file that somebody reads later. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface Progress {
  /** `share` of the work from 0 to 1, and what there is to say about it. */
  show(share: number, note: string): void;
  /** Takes the bar off the screen. */
  end(): void;
}

const barWidth = 24;
const redrawMs = 100;
const lineEveryMs = 5000;

/** A bar that redraws itself on a terminal; elsewhere a plain line every few seconds. */
export function createProgress(stream: ProgressStream, now: () => number = () => performance.now()): Progress {
  const isTerminal = stream.isTTY === true;
  const everyMs = isTerminal ? redrawMs : lineEveryMs;
  let shownAt = isTerminal ? -Infinity : now();
  let drawn = false;
  return {
    show(share, note) {
      if (now() - shownAt < everyMs) return;
      shownAt = now();
      const percent = `${String(Math.floor(bounded(share) * 100)).padStart(3)} %`;
      if (isTerminal) stream.write(`\r\u001b[K${`${bar(share)} ${percent}  ${note}`.slice(0, widthOf(stream) - 1)}`);
      else stream.write(`${percent}  ${note}\n`);
      drawn = isTerminal;
    },
    end() {
      if (drawn) stream.write('\r\u001b[K');
      drawn = false;
    },
  };
}

function bar(share: number): string {
  const full = Math.round(bounded(share) * barWidth);
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
}

/** A terminal that does not know how wide it is says 0. */
function widthOf({ columns = 0 }: ProgressStream): number {
  return columns > 0 ? columns : 80;
}

function bounded(share: number): number {
  return Math.min(1, Math.max(0, share));
}
