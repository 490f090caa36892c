/** A result as a study's log has it, with what the study had come to by then. */
export interface LoggedResult {
  /** Episodes of each seed at which it was reported. */
  readonly resource: number
  /** Turned so that larger is better; null: undefined or failed. */
  readonly value: number | null
  /** Trials that had been started, and episodes handed out over all seeds. */
  readonly trials: number
  readonly spent: number
}

/** From here on this is the best value. */
export interface Incumbent {
  readonly resource: number
  readonly value: number
  readonly trials: number
  readonly spent: number
}

/**
 * How a study's best trial changed: of those that came furthest by then the best. Its value may fall when
 * the first trial reaches a higher rung: values of different resources are not compared.
 * @param results in order of the log
 */
export function incumbents(results: readonly LoggedResult[]): Incumbent[] {
  const changes: Incumbent[] = []
  let best: Incumbent | null = null
  for (const { value, ...result } of results) {
    if (value === null) continue
    const isBetter: boolean =
      best === null ||
      result.resource > best.resource ||
      (result.resource === best.resource && value > best.value)
    if (!isBetter) continue
    best = { ...result, value }
    changes.push(best)
  }
  return changes
}
