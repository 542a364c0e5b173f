/** Reads lists of customers that other systems export as CSV. */
export interface CustomerFiles {
  /** Throws Refusal `importRefused` with a `reason` when the file is no such list. */
  open(path: string): Promise<CustomerFile>;
}

export interface CustomerFile {
  /** Columns of the file that mean nothing here. */
  readonly ignored: readonly string[];
  /** One pass over the file. A file that turns out to be broken throws Refusal `importRefused`. */
  items(): AsyncIterable<CustomerRow | CustomerProblem>;
}

/** One row of the file. A value that is absent, or blank, says nothing. */
export interface CustomerRow {
  readonly kind: 'row';
  /** From 1. */
  readonly line: number;
  readonly name: string;
  readonly plan?: string;
  readonly segment?: string;
  readonly healthNote?: string;
  readonly aliases: readonly string[];
  readonly contact?: { readonly name: string; readonly email: string; readonly role: string };
}

/** A row that could not be used. */
export interface CustomerProblem {
  readonly kind: 'problem';
  readonly line: number;
  readonly reason: string;
}
