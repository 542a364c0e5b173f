/** When a room does what need not be done at once. Arrives through a port so that tests decide the order of things. */
export interface Schedule {
  /** Milliseconds, from any beginning, that no change of the clock disturbs. */
  now(): number;
  /** Runs the task once this turn's messages have been read. */
  soon(task: () => void): void;
  after(ms: number, task: () => void): Cancel;
}

export type Cancel = () => void;

export const systemSchedule: Schedule = {
  now: () => performance.now(),
  soon: (task) => {
    setImmediate(task);
  },
  after: (ms, task) => {
    // Nothing durable waits for these, so they do not keep the process alive.
    const timer = setTimeout(task, ms).unref();
    return () => {
      clearTimeout(timer);
    };
  },
};
