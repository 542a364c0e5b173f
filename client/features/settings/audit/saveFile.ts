/** Lets the browser download what the server answers at an address. */
export function saveFrom(href: string, name = ''): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}

/** Lets the browser keep a text as a file. */
export function saveText(name: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  saveFrom(href, name);
  // The browser reads it a little later.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
