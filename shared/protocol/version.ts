/** Raised whenever a message changes shape; a page with another version is told to reload. */
export const protocolVersion = 2;
