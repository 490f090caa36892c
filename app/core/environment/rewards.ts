import type { EnvironmentConfig } from './environment_parameters.ts'

/** Under this variance (or squared downside deviation) a differential ratio gives 0. */
const LEAST_VARIANCE = 1e-12

/** Turns one step's equities into a reward. It keeps the moments of its episode. */
export interface RewardFunction {
  reset(): void
  /** @param before equity before the step, > 0 @param after equity after it, may be <= 0 after ruin */
  of(before: number, after: number): number
}

/** The reward of a config, without penalties and scale; `floor` is the least equity of a logarithm. */
export function rewardFunction(
  config: Pick<EnvironmentConfig, 'reward' | 'rewardEta'>,
  initial: number,
  floor: number
): RewardFunction {
  switch (config.reward) {
    case 'log_return':
      return {
        reset() {},
        of: (before, after) => Math.log((after > floor ? after : floor) / before),
      }
    case 'pnl':
      return { reset() {}, of: (before, after) => (after - before) / initial }
    case 'sharpe':
      return new DifferentialSharpe(config.rewardEta)
    case 'sortino':
      return new DifferentialDownside(config.rewardEta)
  }
}

/**
 * Differential Sharpe ratio (Moody & Saffell 2001, eq. 16): D = (B ΔA − ½ A ΔB) / (B − A²)^1.5 with the
 * moments A of R and B of R² before the step, not multiplied by eta. 0 while the variance is none.
 */
class DifferentialSharpe implements RewardFunction {
  readonly #eta: number
  #a = 0
  #b = 0

  constructor(eta: number) {
    this.#eta = eta
  }

  reset(): void {
    this.#a = this.#b = 0
  }

  of(before: number, after: number): number {
    const r = after / before - 1
    const da = r - this.#a
    const db = r * r - this.#b
    const variance = this.#b - this.#a * this.#a
    const reward =
      variance <= LEAST_VARIANCE
        ? 0
        : (this.#b * da - 0.5 * this.#a * db) / (variance * Math.sqrt(variance))
    this.#a += this.#eta * da
    this.#b += this.#eta * db
    return reward
  }
}

/**
 * Differential downside deviation ratio (Moody & Saffell 2001, eq. 21): with A the mean of R and DD²
 * that of min(R, 0)² before the step, R > 0: (R − ½A) / DD, else (DD² (R − ½A) − ½A R²) / DD³.
 */
class DifferentialDownside implements RewardFunction {
  readonly #eta: number
  #a = 0
  #downside = 0

  constructor(eta: number) {
    this.#eta = eta
  }

  reset(): void {
    this.#a = this.#downside = 0
  }

  of(before: number, after: number): number {
    const r = after / before - 1
    const dd2 = this.#downside
    let reward = 0
    if (dd2 > LEAST_VARIANCE) {
      const dd = Math.sqrt(dd2)
      const half = r - 0.5 * this.#a
      reward = r > 0 ? half / dd : (dd2 * half - 0.5 * this.#a * r * r) / (dd2 * dd)
    }
    const loss = r < 0 ? r * r : 0
    this.#a += this.#eta * (r - this.#a)
    this.#downside += this.#eta * (loss - dd2)
    return reward
  }
}
