import { performance } from 'node:perf_hooks'

/** npm passes on a Ctrl-C that the terminal has already sent: both come within this time. */
const SAME_PRESS_MILLISECONDS = 1000

/**
 * Calls `stop` at the first SIGINT or SIGTERM; at a second one, a person's second thought, the process
 * ends at once. Gives a function that ends the listening.
 */
export function onStopSignal(stop: (signal: NodeJS.Signals) => void): () => void {
  let first: number | null = null
  const listen = (signal: NodeJS.Signals): void => {
    if (first === null) {
      first = performance.now()
      stop(signal)
    } else if (performance.now() - first > SAME_PRESS_MILLISECONDS) {
      process.exit(130)
    }
  }
  process.on('SIGINT', listen).on('SIGTERM', listen)
  return () => void process.off('SIGINT', listen).off('SIGTERM', listen)
}
