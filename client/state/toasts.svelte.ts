export interface Toast {
  readonly id: number;
  readonly tone: 'plain' | 'problem';
  readonly text: string;
  readonly detail?: string | undefined;
  readonly action?: ToastAction | undefined;
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

/** Short notices at the foot of the screen. */
export class Toasts {
  #shown = $state.raw<readonly Toast[]>([]);
  readonly #left = new Map<number, number>();
  #nextId = 1;
  #holders = 0;
  #ticker: ReturnType<typeof setInterval> | undefined;

  get shown(): readonly Toast[] {
    return this.#shown;
  }

  /** Shows a notice and returns its id. */
  show(text: string, { tone = 'plain', detail, action, durationMs }: Wish = {}): number {
    const id = this.#nextId++;
    this.#shown = [...this.#shown, { id, tone, text, detail, action }].slice(-most);
    if (tone !== 'problem' || durationMs !== undefined) this.#left.set(id, durationMs ?? toastMs);
    this.#ticker ??= setInterval(() => this.#tick(), 250);
    return id;
  }

  /** Something was refused or failed: says what, and what to do. */
  problem(text: string, detail?: string): number {
    return this.show(text, { tone: 'problem', detail });
  }

  dismiss(id: number): void {
    this.#left.delete(id);
    this.#shown = this.#shown.filter((toast) => toast.id !== id);
    if (this.#left.size > 0) return;
    clearInterval(this.#ticker);
    this.#ticker = undefined;
  }

  hold(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders = Math.max(0, this.#holders - 1);
  }

  #tick(): void {
    if (this.#holders > 0) return;
    for (const [id, left] of this.#left) {
      if (left <= 250) this.dismiss(id);
      else this.#left.set(id, left - 250);
    }
  }
}
