import type { RandomStream } from '../../random/random_stream.ts'

/**
 * How often a strategy changes its target and where it goes: what a random strategy has to match so
 * that it pays the same costs.
 */
export interface TurnoverProfile {
  /** Share of decisions that change the target. */
  readonly changeShare: number
  /** The levels wanted, each with its share of all decisions. */
  readonly levels: readonly number[]
  readonly shares: readonly number[]
}

/** The profile of wanted levels, float64 [decisions]; the account starts flat. */
export function turnoverProfile(wanted: Float64Array): TurnoverProfile {
  const counts = new Map<number, number>()
  let changes = 0
  let before = 0
  for (const level of wanted) {
    counts.set(level, (counts.get(level) ?? 0) + 1)
    if (level !== before) changes++
    before = level
  }
  const levels = [...counts.keys()].sort((a, b) => a - b)
  return {
    changeShare: wanted.length === 0 ? 0 : changes / wanted.length,
    levels,
    shares: levels.map((level) => (counts.get(level) ?? 0) / wanted.length),
  }
}

/**
 * Random target levels with the profile's turnover and exposure, float64 [decisions]. At each decision
 * the target is drawn anew with probability p from the profile's shares s; a draw changes it with
 * probability 1 - Σ s², so p is the change share over that, at most 1.
 */
export function randomLevels(
  profile: TurnoverProfile,
  decisions: number,
  random: RandomStream
): Float64Array {
  const repeat = profile.shares.reduce((sum, share) => sum + share * share, 0)
  const redraw = repeat < 1 ? Math.min(1, profile.changeShare / (1 - repeat)) : 0
  const wanted = new Float64Array(decisions)
  let level = drawLevel(profile, random)
  for (let t = 0; t < decisions; t++) {
    if (t > 0 && random.float() < redraw) level = drawLevel(profile, random)
    wanted[t] = level
  }
  return wanted
}

function drawLevel({ levels, shares }: TurnoverProfile, random: RandomStream): number {
  let left = random.float()
  for (let k = 0; k < levels.length - 1; k++) {
    left -= shares[k]
    if (left < 0) return levels[k]
  }
  return levels[levels.length - 1] ?? 0
}
