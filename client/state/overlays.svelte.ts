export type OverlayName = 'palette' | 'help' | 'signOut' | 'signOutEverywhere';

/** The layers that belong to the whole app; one at a time. */
export class Overlays {
  #shown = $state<OverlayName | undefined>();

  get shown(): OverlayName | undefined {
    return this.#shown;
  }

  open(name: OverlayName): void {
    this.#shown = name;
  }

  close(): void {
    this.#shown = undefined;
  }
}
