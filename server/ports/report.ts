/** Where a failure nobody expected is told to whoever runs the server. */
export type Report = (reason: unknown, where: string) => void;
