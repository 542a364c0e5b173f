import { Refusal, type RefusalCode, refusals } from '../../../shared/domain/refusals.ts';
import { emailSchema } from '../../../shared/protocol/people.ts';
import { sentenceFor } from '../../connection/http.ts';

type FieldName = 'name' | 'email' | 'password';
type Problems = Partial<Record<FieldName | 'form', string>>;

/** What is typed into an entry page, what is wrong with it, and whether it is on its way. */
export class EntryForm {
  name = $state('');
  email = $state('');
  password = $state('');
  #problems = $state.raw<Problems>({});
  #isBusy = $state(false);

  get problems(): Problems {
    return this.#problems;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Whether the named fields can be sent; says at each what is missing. */
  isFilled(fields: readonly FieldName[]): boolean {
    const missing: Problems = {};
    if (fields.includes('name') && this.name.trim() === '') missing.name = 'Type the name your colleagues know you by.';
    if (fields.includes('email') && !emailSchema.safeParse(this.email).success) {
      missing.email = 'Type an e-mail address, such as ada@example.com.';
    }
    if (fields.includes('password') && this.password === '') missing.password = 'Type a password.';
    this.#problems = missing;
    return Object.keys(missing).length === 0;
  }

  /** Runs it once; what is refused is said where it can be put right. Resolves to why it was refused, if it was. */
  async send(run: () => Promise<void>): Promise<RefusalCode | undefined> {
    if (this.#isBusy) return undefined;
    this.#isBusy = true;
    try {
      await run();
      return undefined;
    } catch (reason) {
      this.#problems = { [placeOf(reason)]: sentenceFor(reason) };
      return reason instanceof Refusal ? reason.code : undefined;
    } finally {
      this.#isBusy = false;
    }
  }
}

function placeOf(reason: unknown): FieldName | 'form' {
  const code = reason instanceof Refusal ? reason.code : undefined;
  if (code === 'passwordNotAccepted') return 'password';
  return code === 'emailTaken' ? 'email' : 'form';
}

/** What a code in `?problem=` means to a person. */
export function problemSentence(code: string): string {
  if (code === 'notInvited') {
    return 'The sign-in provider knows you, yet nobody has invited you here. Ask for an invitation.';
  }
  return Object.hasOwn(refusals, code) ? refusals[code as RefusalCode].message : 'Signing in did not work. Try again.';
}

/** Puts the caret where typing begins: the first empty field. */
export function focusFirst(form: HTMLElement): void {
  const fields = [...form.querySelectorAll<HTMLInputElement>('input:not([readonly])')];
  (fields.find(({ value }) => value === '') ?? fields[0])?.focus();
}
