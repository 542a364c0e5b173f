import type { PlaySetting } from '../../shared/domain/play.ts';
import { sentenceFor } from '../connection/http.ts';
import { savePlay } from './plays.ts';

/** How one play is run, as somebody changes it: what they have not touched follows what is set meanwhile. */
export class PlayDraft {
  readonly #saved: () => PlaySetting;
  readonly #onSaved: (plays: readonly PlaySetting[]) => void;
  #changes = $state.raw<Partial<PlaySetting>>({});
  #isBusy = $state(false);
  #problem = $state<string>();
  readonly #now = $derived.by(() => ({ ...this.#saved(), ...this.#changes }));
  readonly #isDirty = $derived.by(() => JSON.stringify(this.#now) !== JSON.stringify(this.#saved()));

  constructor(saved: () => PlaySetting, onSaved: (plays: readonly PlaySetting[]) => void) {
    this.#saved = saved;
    this.#onSaved = onSaved;
  }

  get now(): PlaySetting {
    return this.#now;
  }

  get isDirty(): boolean {
    return this.#isDirty;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  get minutesProblem(): string | undefined {
    const { minutes } = this.#now;
    return Number.isInteger(minutes) && minutes >= 5 && minutes <= 1_440 ? undefined : 'From 5 to 1440 minutes.';
  }

  change(changes: Partial<PlaySetting>): void {
    this.#changes = { ...this.#changes, ...changes };
  }

  discard(): void {
    this.#changes = {};
    this.#problem = undefined;
  }

  async save(): Promise<void> {
    if (this.minutesProblem !== undefined) return;
    this.#isBusy = true;
    this.#problem = undefined;
    try {
      this.#onSaved(await savePlay(this.#now));
      this.#changes = {};
    } catch (reason) {
      this.#problem = sentenceFor(reason);
    } finally {
      this.#isBusy = false;
    }
  }
}
