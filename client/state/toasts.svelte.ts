export interface Toast {
  readonly id: number;
  readonly tone: 'plain' | 'problem';
  readonly text: string;
  readonly detail?: string | undefined;
  readonly action?: ToastAction | undefined;
}
/** A notice and how many milliseconds it still stays. */
interface Timed extends Toast {
  left: number;
}
export interface ToastAction {
  readonly label: string;
  /** The key that does the same, as for Kbd. */
  readonly keys?: string;
  readonly run: () => void;
}
type Wish = Partial<Omit<Toast, 'id' | 'text'>> & {
  /** How long it stays; problems stay until they are dismissed. */
  readonly durationMs?: number | undefined;
};

const most = 4;
export const toastMs = 8_000;
const tickMs = 250;

/** Short notices at the foot of the screen. */
export class Toasts {
  #shown = $state.raw<readonly Timed[]>([]);
  #nextId = 1;
  #isHeld = false;
  #ticker: ReturnType<typeof setInterval> | undefined;

  get shown(): readonly Toast[] {
    return this.#shown;
  }

  /** Shows a notice and returns its id. */
  show(text: string, { tone = 'plain', detail, action, durationMs }: Wish = {}): number {
    const id = this.#nextId++;
    const left = durationMs ?? (tone === 'problem' ? Infinity : toastMs);
    this.#shown = [...this.#shown, { id, tone, text, detail, action, left }].slice(-most);
    this.#ticker ??= setInterval(() => this.#tick(), tickMs);
    return id;
  }

  /** Something was refused or failed: says what, and what to do. */
  problem(text: string, detail?: string): number {
    return this.show(text, { tone: 'problem', detail });
  }

  dismiss(id: number): void {
    this.#shown = this.#shown.filter((toast) => toast.id !== id);
    if (this.#shown.length > 0) return;
    clearInterval(this.#ticker);
    this.#ticker = undefined;
    this.#isHeld = false;
  }

  /** Time stands still, while somebody reads or is about to press. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
  }

  #tick(): void {
    if (this.#isHeld) return;
    for (const toast of this.#shown) {
      toast.left -= tickMs;
      if (toast.left <= 0) this.dismiss(toast.id);
    }
  }
}
