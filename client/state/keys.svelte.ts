import { belongsElsewhere, pressOf } from './press.ts';

export interface Binding {
  /** `c`, `?`, `mod+k`, `alt+ArrowUp`, or two presses: `g b`. `mod` is Cmd on a Mac and Ctrl elsewhere. */
  readonly keys: string;
  /** What it does, for the help. */
  readonly label: string;
  readonly group: string;
  /** What it is about right now, for the palette: `acme-12`, `3 tickets`. */
  readonly about?: () => string;
  readonly run: (event: KeyboardEvent) => void;
  readonly when?: () => boolean;
  /** Left out of the help: another spelling of one that is there. */
  readonly unlisted?: boolean;
}

const sequenceMs = 1_000;

/** Every shortcut that works now. Inert while typing and while a dialog or menu is open. */
export class Keys {
  /** Single-key shortcuts can be switched off (WCAG 2.1.4); those with Ctrl, Cmd or Alt stay. */
  enabled = $state(true);
  #bindings = $state.raw<readonly Binding[]>([]);
  #first: { readonly key: string; readonly at: number } | undefined;

  get bindings(): readonly Binding[] {
    return this.#bindings;
  }

  /** Later ones win over earlier ones with the same keys. Returns how to remove them. */
  add(bindings: readonly Binding[]): () => void {
    this.#bindings = [...this.#bindings, ...bindings];
    return () => {
      this.#bindings = this.#bindings.filter((binding) => !bindings.includes(binding));
    };
  }

  /** Runs what a key press means here; true when it meant something. */
  handle(event: KeyboardEvent): boolean {
    if (event.defaultPrevented || event.isComposing || belongsElsewhere(event)) return false;
    const pressed = pressOf(event);
    if (pressed === undefined || (!this.enabled && pressed.length === 1)) return false;
    const binding = this.#find(this.#sequenceWith(pressed, event.timeStamp)) ?? this.#find(pressed);
    if (binding) {
      event.preventDefault();
      binding.run(event);
      return true;
    }
    if (this.#bindings.some(({ keys }) => keys.startsWith(`${pressed} `))) {
      this.#first = { key: pressed, at: event.timeStamp };
    }
    return false;
  }

  /** The first press of a sequence counts once, and for a second only. */
  #sequenceWith(pressed: string, at: number): string | undefined {
    const first = this.#first;
    this.#first = undefined;
    return first && at - first.at < sequenceMs ? `${first.key} ${pressed}` : undefined;
  }

  #find(keys: string | undefined): Binding | undefined {
    return this.#bindings.findLast((binding) => binding.keys === keys && (binding.when?.() ?? true));
  }
}
