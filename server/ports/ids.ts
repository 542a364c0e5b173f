/** Makes an id nobody can guess and nobody else will make. */
export type NewId = () => string;
