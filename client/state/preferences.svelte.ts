export type Theme = 'system' | 'light' | 'dark';
interface Kept {
  readonly theme: Theme;
  readonly railCollapsed: boolean;
  readonly shortcuts: boolean;
  readonly helpLaneOpen: boolean;
}

const keptAs = 'swarmboard-preferences';
const defaults: Kept = { theme: 'system', railCollapsed: false, shortcuts: true, helpLaneOpen: true };

/** How this person likes this device to look and behave. */
export class Preferences {
  #kept = $state.raw<Kept>(load());

  get theme(): Theme {
    return this.#kept.theme;
  }

  set theme(theme: Theme) {
    this.#save({ theme });
  }

  get railCollapsed(): boolean {
    return this.#kept.railCollapsed;
  }

  set railCollapsed(railCollapsed: boolean) {
    this.#save({ railCollapsed });
  }

  get shortcuts(): boolean {
    return this.#kept.shortcuts;
  }

  set shortcuts(shortcuts: boolean) {
    this.#save({ shortcuts });
  }

  /** Whether the help lane of boards shows its cards. */
  get helpLaneOpen(): boolean {
    return this.#kept.helpLaneOpen;
  }

  set helpLaneOpen(helpLaneOpen: boolean) {
    this.#save({ helpLaneOpen });
  }

  #save(changes: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...changes };
    try {
      localStorage.setItem(keptAs, JSON.stringify(this.#kept));
    } catch {
      // Private windows may refuse; then it lasts as long as the page.
    }
  }
}

function load(): Kept {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(keptAs) ?? '{}') as Partial<Kept>) };
  } catch {
    return defaults;
  }
}
