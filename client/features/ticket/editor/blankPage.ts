/** What an editor begins with until its document is there. Left to itself it would parse HTML, which the page's policy forbids. */
export const blankPage = { type: 'doc', content: [{ type: 'paragraph' }] };
