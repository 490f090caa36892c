import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../core/ports/clock.ts'

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await setTimeout(milliseconds, undefined, { signal })
  },
}
