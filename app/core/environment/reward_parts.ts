import type { EnvironmentConfig } from './environment_parameters.ts'
import { rewardFunction } from './rewards.ts'

export const REWARD_PARTS = ['base', 'turnover', 'drawdown', 'holding'] as const
export type RewardPart = (typeof REWARD_PARTS)[number]

/** What is recorded of a step. */
export interface RewardedStep {
  /** Equity after it, in the quote currency. */
  readonly equity: number
  readonly units: number
  readonly reward: number
}

type Config = Pick<
  EnvironmentConfig,
  'reward' | 'rewardEta' | 'rewardScale' | 'turnoverPenalty' | 'drawdownPenalty' | 'holdingPenalty'
> & { readonly initialCash: number; readonly rewardFloorFraction: number }

/**
 * The parts of each step's reward, scaled as it is: the reward function, and less than or equal to 0 the
 * penalties. What was traded is not recorded: the turnover's part is what the others leave of the
 * reward. The parts add up to the reward.
 */
export function rewardParts(
  steps: readonly RewardedStep[],
  config: Config
): Readonly<Record<RewardPart, Float64Array>> {
  const { initialCash, rewardFloorFraction, rewardScale } = config
  const base = rewardFunction(config, initialCash, rewardFloorFraction * initialCash)
  const parts = {
    base: new Float64Array(steps.length),
    turnover: new Float64Array(steps.length),
    drawdown: new Float64Array(steps.length),
    holding: new Float64Array(steps.length),
  }
  let before = initialCash
  let peak = initialCash
  steps.forEach(({ equity, units, reward }, k) => {
    parts.base[k] = base.of(before, equity) * rewardScale
    const drop = Math.max(0, (before - equity) / peak)
    parts.drawdown[k] = -config.drawdownPenalty * drop * rewardScale
    parts.holding[k] = units === 0 ? 0 : -config.holdingPenalty * rewardScale
    const rest = reward - parts.base[k] - parts.drawdown[k] - parts.holding[k]
    parts.turnover[k] = config.turnoverPenalty === 0 ? 0 : rest
    peak = Math.max(peak, equity)
    before = equity
  })
  return parts
}
