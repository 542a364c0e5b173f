/** What is changed in a query; null or an empty list removes a name. */
export type QueryChanges = Readonly<Record<string, string | readonly string[] | null>>;

export function parseQuery(text: string): URLSearchParams {
  return new URLSearchParams(text);
}

/** The query with some names changed and the rest as it is: empty, or beginning with `?`. */
export function changedQuery(before: URLSearchParams, changes: QueryChanges): string {
  const query = new URLSearchParams(before);
  for (const [name, value] of Object.entries(changes)) {
    query.delete(name);
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) query.append(name, one);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
