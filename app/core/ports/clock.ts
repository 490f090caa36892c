/** Time as the core may know it: an argument, so that a virtual clock can stand in. */
export interface Clock {
  /** UTC epoch milliseconds. */
  now(): number
  /** Resolves after `milliseconds`; rejects when `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}
