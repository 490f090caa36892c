import { InvalidParameter } from '../../errors.ts'
import { STRATEGIES } from '../benchmarks/strategies.ts'

/** How an evaluation computes; stored with it, so that it can be had again to the bit. */
export interface EvaluationSettings {
  /** Names of benchmarks, in their order. */
  readonly benchmarks: readonly string[]
  readonly smaFast: number
  readonly smaSlow: number
  /** Draws of random strategies with matched turnover; 0: none. */
  readonly randomDraws: number
  /** Multiples of all costs, the first 0 and 1. */
  readonly costs: readonly number[]
  /** Bars by which fills come later; 0: not tried. */
  readonly delay: number
  /** The start is moved by 1 .. so many bars. */
  readonly startShifts: number
  readonly bootstrap: number
  /** Mean block in bars; null: automatic. */
  readonly blockLength: number | null
  /** Root of every random number. */
  readonly seed: number
  /** Bars of the rolling metrics. */
  readonly rollingWindow: number
}

export const DEFAULT_SETTINGS: EvaluationSettings = {
  benchmarks: STRATEGIES.map(({ name }) => name),
  smaFast: 10,
  smaSlow: 30,
  randomDraws: 1000,
  costs: [0, 1, 2, 3, 5],
  delay: 1,
  startShifts: 20,
  bootstrap: 10_000,
  blockLength: null,
  seed: 1,
  rollingWindow: 252,
}

/** Bounds of the numbers, both included. */
const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  smaFast: [1, 4999],
  smaSlow: [2, 5000],
  randomDraws: [0, 10_000],
  delay: [0, 10],
  startShifts: [0, 100],
  bootstrap: [100, 100_000],
  blockLength: [1, 10_000],
  seed: [0, 2 ** 32 - 1],
  rollingWindow: [2, 5000],
}

/**
 * Settings with what is given in place of the defaults.
 * @throws E_INVALID_PARAMETER
 */
export function evaluationSettings(given: Partial<EvaluationSettings>): EvaluationSettings {
  const settings = { ...DEFAULT_SETTINGS, ...given }
  for (const [name, [low, high]] of Object.entries(BOUNDS)) {
    const value = settings[name as keyof EvaluationSettings] as number | null
    if (value === null && name === 'blockLength') continue
    if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) continue
    refuse(name, `${name} is ${value}, but must be an integer from ${low} to ${high}.`)
  }
  if (settings.smaFast >= settings.smaSlow) {
    refuse(
      'smaFast',
      `smaFast is ${settings.smaFast}, but must be under smaSlow, ${settings.smaSlow}.`
    )
  }
  const { costs, benchmarks } = settings
  if (costs.length > 20 || costs.some((cost) => !(cost >= 0 && cost <= 100))) {
    refuse('costs', `costs is ${costs.join(', ')}, but must be at most 20 multiples from 0 to 100.`)
  }
  const unknown = benchmarks.find((name) => !DEFAULT_SETTINGS.benchmarks.includes(name))
  if (unknown !== undefined) {
    const known = DEFAULT_SETTINGS.benchmarks.join(', ')
    refuse('benchmarks', `benchmarks has "${unknown}", but there are ${known}.`)
  }
  // buy and hold is what verdicts compare with, costs as they are what they start from
  return {
    ...settings,
    benchmarks: DEFAULT_SETTINGS.benchmarks.filter(
      (name) => name === 'buy_and_hold' || benchmarks.includes(name)
    ),
    costs: [...new Set([0, 1, ...costs])].sort((a, b) => a - b),
  }
}

function refuse(name: string, message: string): never {
  throw new InvalidParameter(name, message, 'Leave it out to take the default.')
}
