import { normalQuantile } from '../../evaluation/statistics/normal.ts'
import { sharpeError, type SharpeSample } from '../../evaluation/statistics/sharpe_inference.ts'
import { studentQuantile } from './student.ts'

/** A trial as it is compared; values in the objective's unit, turned so that larger is better. */
export interface NoisyTrial {
  readonly trial: number
  /** Value of each training seed; null: undefined. */
  readonly seeds: readonly { readonly seed: number; readonly value: number | null }[]
  /** Over the validation bars, per bar, of one seed; null where the objective is no Sharpe ratio. */
  readonly sample: SharpeSample | null
}

/** Whether the winner of a study differs from its defaults by more than chance alone makes them differ. */
export interface WinnerNoise {
  readonly verdict: 'better' | 'within_noise' | 'unknown'
  /** What the interval rests on: pairs of seeds, or the bars of the validation range. */
  readonly by: 'seeds' | 'bars' | null
  /** Winner less defaults, with its 95 % interval. */
  readonly difference: number | null
  readonly low: number | null
  readonly high: number | null
  readonly sentence: string
}

/** How numbers of the objective are written, and how many bars make a year for a Sharpe ratio. */
export interface NoiseWords {
  readonly write: (value: number) => string
  readonly barsPerYear: number
}

const TAIL = 0.975

/**
 * Compares a study's winner with trial 0, the defaults. With two or more seeds trained in both, the mean
 * of the differences seed by seed with its interval by Student's t; else the difference of the yearly
 * Sharpe ratios with the standard errors of both (Mertens 2002), taken as independent, which is too wide
 * rather than too narrow for two policies over the same bars. Neither corrects for the winner's having
 * been picked as the best of many: that is what the deflated Sharpe ratio is for.
 */
export function winnerNoise(
  winner: NoisyTrial,
  standard: NoisyTrial,
  words: NoiseWords
): WinnerNoise {
  if (winner.trial === standard.trial) {
    return unknown(`No trial is better than the defaults, trial ${standard.trial}.`)
  }
  const differences = winner.seeds.flatMap(({ seed, value }) => {
    const other = standard.seeds.find((each) => each.seed === seed)?.value ?? null
    return value === null || other === null ? [] : [value - other]
  })
  if (differences.length >= 2) return bySeeds(winner, differences, words)
  return byBars(winner, standard, words)
}

function bySeeds(
  winner: NoisyTrial,
  differences: readonly number[],
  { write }: NoiseWords
): WinnerNoise {
  const n = differences.length
  const mean = differences.reduce((sum, each) => sum + each, 0) / n
  const squares = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0)
  const half = studentQuantile(TAIL, n - 1) * Math.sqrt(squares / (n - 1) / n)
  const basis = `over ${n} seeds trained in both`
  return judged({ winner, by: 'seeds', difference: mean, half, basis, write })
}

function byBars(winner: NoisyTrial, standard: NoisyTrial, words: NoiseWords): WinnerNoise {
  const errors = [winner.sample, standard.sample].map((each) => each && sharpeError(each))
  const [own, other] = errors
  if (typeof own !== 'number' || typeof other !== 'number') {
    return unknown(
      `Whether trial ${winner.trial} differs from the defaults by more than chance is not known: retrain both with the same two or more seeds.`
    )
  }
  const yearly = Math.sqrt(words.barsPerYear)
  const difference = (winner.sample!.sharpe - standard.sample!.sharpe) * yearly
  const half = normalQuantile(TAIL) * Math.hypot(own, other) * yearly
  const basis = `by the standard error over ${winner.sample!.returns} validation bars, one seed`
  return judged({ winner, by: 'bars', difference, half, basis, write: words.write })
}

interface Judged {
  readonly winner: NoisyTrial
  readonly by: 'seeds' | 'bars'
  readonly difference: number
  readonly half: number
  readonly basis: string
  readonly write: (value: number) => string
}

function judged({ winner, by, difference, half, basis, write }: Judged): WinnerNoise {
  const low = difference - half
  const high = difference + half
  const isBetter = low > 0
  const interval = `${write(difference)} better, 95 % interval ${write(low)} to ${write(high)}, ${basis}.`
  const sentence = isBetter
    ? `Trial ${winner.trial} beats the defaults by more than their noise: ${interval}`
    : `Trial ${winner.trial} is within the noise of the defaults: ${interval}`
  const verdict = isBetter ? ('better' as const) : ('within_noise' as const)
  return { verdict, by, difference, low, high, sentence }
}

function unknown(sentence: string): WinnerNoise {
  return { verdict: 'unknown', by: null, difference: null, low: null, high: null, sentence }
}
