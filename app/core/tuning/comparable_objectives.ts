import type { Objective } from './study_plan.ts'
import type { SearchSpace } from './search_space.ts'

/** What a reward is made of: with another one, its sum means something else. */
const REWARD = /^environment\.(reward(Eta|Scale)?|turnoverPenalty|drawdownPenalty|holdingPenalty)$/

/** Why trials of a space cannot be ranked by their objectives; null: they can. */
export function incomparable(
  objectives: readonly Objective[],
  { dimensions }: SearchSpace
): { readonly message: string; readonly remedy: string } | null {
  if (!objectives.some(({ metric }) => metric === 'total_reward')) return null
  const moved = dimensions.map(({ path }) => path).filter((path) => REWARD.test(path))
  if (moved.length === 0) return null
  return {
    message: `total_reward is an objective while ${moved.join(', ')} ${moved.length === 1 ? 'is' : 'are'} searched: trials would be ranked by rewards of different definitions.`,
    remedy:
      'Take sharpe, total_return or another metric of equity, or search the reward no longer.',
  }
}
