/** Keeps secrets that have to be read again, under a key that is never in the store. */
export interface Secrets {
  /** `about` is bound to the result: what was sealed for one purpose does not open for another. */
  seal(plain: string, about: string): string;
  /** Throws when the key is another one, or anything was changed. */
  open(sealed: string, about: string): string;
}
