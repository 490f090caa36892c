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
  readonly verdict: 'better' | 'worse' | 'within_noise' | 'unknown'
  /** What the interval rests on: pairs of seeds, or the bars of the validation range. */
  readonly by: 'seeds' | 'bars' | null
  /** Episodes after which they are compared: the most that both reached. */
  readonly resource: number | null
  /** How much better the winner is, with its 95 % interval; turned so that larger is better. */
  readonly difference: number | null
  readonly low: number | null
  readonly high: number | null
  readonly sentence: string
}

/** What both are compared by and after. */
export interface NoiseBasis {
  /** Episodes after which both have the values that are compared; null: there are none. */
  readonly resource: number | null
  /** How numbers of the objective are written. */
  readonly write: (value: number) => string
  /** How many bars make a year for a Sharpe ratio, and whose they are. */
  readonly barsPerYear: number
  readonly bars: string
}

const TAIL = 0.975

/**
 * Compares a study's winner with trial 0, the defaults. With two or more seeds trained in both, the mean
 * of the differences seed by seed with its interval by Student's t; else the difference of the yearly
 * Sharpe ratios with the standard errors of both (Mertens 2002), taken as independent, which is too wide
 * rather than too narrow for two policies over the same bars. Neither corrects for the winner's having
 * been picked as the best of many: that is what the deflated Sharpe ratio is for. Both must have been looked at
 * equally often: the best of many looks beats the best of one without being better.
 */
export function winnerNoise(
  winner: NoisyTrial,
  standard: NoisyTrial,
  basis: NoiseBasis
): WinnerNoise {
  if (winner.trial === standard.trial) {
    return unknown(`No trial is better than the defaults, trial ${standard.trial}.`)
  }
  const differences = winner.seeds.flatMap(({ seed, value }) => {
    const other = standard.seeds.find((each) => each.seed === seed)?.value ?? null
    return value === null || other === null ? [] : [value - other]
  })
  if (differences.length >= 2) return bySeeds(winner, differences, basis)
  return byBars(winner, standard, basis)
}

function bySeeds(
  winner: NoisyTrial,
  differences: readonly number[],
  basis: NoiseBasis
): WinnerNoise {
  const n = differences.length
  const mean = differences.reduce((sum, each) => sum + each, 0) / n
  const squares = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0)
  const half = studentQuantile(TAIL, n - 1) * Math.sqrt(squares / (n - 1) / n)
  const of = `over ${n} seeds trained in both`
  return judged(winner, basis, { by: 'seeds', difference: mean, half, of })
}

function byBars(winner: NoisyTrial, standard: NoisyTrial, basis: NoiseBasis): WinnerNoise {
  const errors = [winner.sample, standard.sample].map((each) => each && sharpeError(each))
  const [own, other] = errors
  if (typeof own !== 'number' || typeof other !== 'number') {
    return unknown(
      `Whether trial ${winner.trial} differs from the defaults by more than chance is not known: retrain both with the same two or more seeds.`
    )
  }
  const yearly = Math.sqrt(basis.barsPerYear)
  const difference = (winner.sample!.sharpe - standard.sample!.sharpe) * yearly
  const half = normalQuantile(TAIL) * Math.hypot(own, other) * yearly
  const of = `by the standard error over ${winner.sample!.returns} ${basis.bars}, one seed`
  return judged(winner, basis, { by: 'bars', difference, half, of })
}

interface Found {
  readonly by: 'seeds' | 'bars'
  readonly difference: number
  /** Half of the interval. */
  readonly half: number
  readonly of: string
}

function judged(
  { trial }: NoisyTrial,
  { resource, write }: NoiseBasis,
  { by, difference, half, of }: Found
): WinnerNoise {
  const [low, high] = [difference - half, difference + half]
  const verdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'within_noise'
  const size = `${write(Math.abs(difference))} ${difference < 0 ? 'worse' : 'better'}`
  const sentence = `Trial ${trial} ${VERDICTS[verdict]} at ${episodes(resource)}, which both reached: ${size}, 95 % interval ${write(low)} to ${write(high)}, ${of}.`
  return { verdict, by, resource, difference, low, high, sentence }
}

const VERDICTS = {
  better: 'beats the defaults by more than their noise',
  worse: 'is worse than the defaults by more than their noise',
  within_noise: 'is within the noise of the defaults',
}

function episodes(count: number | null): string {
  return count === 1 ? '1 episode' : `${count} episodes`
}

function unknown(sentence: string): WinnerNoise {
  const nothing = { by: null, resource: null, difference: null, low: null, high: null }
  return { verdict: 'unknown', ...nothing, sentence }
}
