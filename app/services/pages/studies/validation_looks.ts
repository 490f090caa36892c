import { isBetter } from '#core/agent/curve_score'

/** What one seed of a trial had learnt by an episode: the mean over the datasets. */
export interface Look {
  readonly episode: number
  /** What the kept weights are chosen by. */
  readonly sharpe: number | null
  /** The objective, in its own unit. */
  readonly value: number | null
}

/** One seed of a trial with its looks, ascending. */
export interface SeedLooks {
  readonly seed: number
  readonly looks: readonly Look[]
}

/** The look whose weights training would have kept, had it stopped after `until` episodes. */
export function keptLook(looks: readonly Look[], until: number): Look | null {
  let kept: Look | null = null
  for (const look of looks) {
    if (look.episode > until) break
    if (kept === null || isBetter(look.sharpe, kept.sharpe)) kept = look
  }
  return kept
}

/**
 * The most episodes that every seed of all these trials has been looked at after: up to there each of
 * them was looked at equally often, so that the best look of none is the best of more. null: there are none.
 */
export function sharedEpisodes(trials: readonly (readonly SeedLooks[])[]): number | null {
  const reached = trials.map((seeds) => {
    const last = seeds.flatMap(({ looks }) => looks.at(-1)?.episode ?? [])
    return last.length === 0 ? 0 : Math.min(...last)
  })
  const least = Math.min(...reached)
  return least > 0 && Number.isFinite(least) ? least : null
}
