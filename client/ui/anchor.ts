/** What a floating layer opens at: an element, or a point in the window. */
export type Anchor = Element | { readonly left: number; readonly top: number };
