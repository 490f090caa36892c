import db from '@adonisjs/lucid/services/db'
import { curveMetrics, type CurveMetrics } from '#core/evaluation/metrics/curve_metrics'
import { sharpeInference } from '#core/evaluation/tear_sheet/trials'
import type { SharpeInference } from '#core/evaluation/tear_sheet/tear_sheet'
import { periodsPerYear } from '#core/market/calendars'
import type { CalendarName, Interval } from '#core/market/series'
import { winnerNoise, type NoisyTrial, type WinnerNoise } from '#core/tuning/analysis/winner_noise'
import type { Objective } from '#core/tuning/study_plan'
import { trialsOn } from '#services/evaluation/trials'
import { row, rows } from '#services/pages/rows'

/** What is known of a study's winner besides its value. */
export interface Winner {
  /** Its Sharpe ratio after every trial ever run on the dataset; null: it has no validation stored. */
  readonly inference: SharpeInference | null
  /** Whether it lies within the noise of the defaults. */
  readonly noise: WinnerNoise
}

interface Bars {
  readonly symbol: string
  readonly interval: Interval
  readonly calendar: CalendarName
  readonly first_time: Date
  readonly last_time: Date
}

interface SeedRow {
  readonly seed: number
  readonly value: number | null
  readonly episode_id: number | null
}

/** Judges the winner against luck and against trial 0, on the study's first dataset. */
export async function judgeWinner(
  studyId: number,
  winner: number,
  { metric }: Objective
): Promise<Winner | null> {
  const bars = await row<Bars>(
    `select d.symbol, d.interval, d.calendar, d.first_time, d.last_time
     from study_datasets x join datasets d using (dataset_id)
     where x.study_id = :study order by x.position limit 1`,
    { study: studyId }
  )
  if (bars === null) return null
  const periods = periodsPerYear(bars.interval, bars.calendar)
  const [own, standard] = await Promise.all(
    [winner, 0].map((trial) => seedRows(studyId, trial, metric))
  )
  const [curve, standardCurve] = await Promise.all(
    [own, standard].map((seeds) => medianCurve(seeds, periods))
  )
  const { symbol, interval } = bars
  const [from, to] = [bars.first_time.getTime(), bars.last_time.getTime()]
  const trials = await trialsOn(db.connection(), { symbol, interval, from, to })
  const isSharpe = metric === 'sharpe'
  const noisy = (
    trial: number,
    seeds: readonly SeedRow[],
    of: CurveMetrics | null
  ): NoisyTrial => ({
    trial,
    seeds: seeds.map(({ seed, value }) => ({ seed, value })),
    sample: isSharpe ? sampleOf(of) : null,
  })
  return {
    inference: curve && sharpeInference(curve, trials, periods),
    noise: winnerNoise(noisy(winner, own, curve), noisy(0, standard, standardCurve), {
      write: (value) => value.toFixed(2).replace('-', '−'),
      barsPerYear: periods,
    }),
  }
}

async function seedRows(studyId: number, trial: number, metric: string): Promise<SeedRow[]> {
  const column = metric === 'sharpe' ? 'r.best_validation' : `b.${metric}`
  return rows<SeedRow>(
    `select r.seed, ${column} as value, r.best_episode_id as episode_id
     from study_trials t
     join experiments e on e.study_trial_id = t.study_trial_id
     join training_runs r on r.experiment_id = e.experiment_id
     left join episodes b on b.episode_id = r.best_episode_id
     where t.study_id = :study and t.number = :trial order by r.seed`,
    { study: studyId, trial }
  )
}

/** The equity of the seed with the median value, over the validation that its model comes from. */
async function medianCurve(
  seeds: readonly SeedRow[],
  periods: number
): Promise<CurveMetrics | null> {
  const ranked = seeds
    .filter(({ value, episode_id: id }) => value !== null && id !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0))
  const median = ranked[ranked.length >> 1]
  if (median === undefined) return null
  const steps = await rows<{ portfolio_value: number; timestamp: Date }>(
    'select portfolio_value, timestamp from steps where episode_id = :episode order by bar',
    { episode: median.episode_id }
  )
  if (steps.length < 3) return null
  const equity = Float64Array.from(steps, ({ portfolio_value: value }) => value)
  const time = Float64Array.from(steps, ({ timestamp }) => timestamp.getTime())
  return curveMetrics(equity, time, periods)
}

function sampleOf(curve: CurveMetrics | null): NoisyTrial['sample'] {
  if (curve === null) return null
  const { returns, sharpePerPeriod: sharpe, skew, kurtosis } = curve
  return sharpe === null || skew === null || kurtosis === null
    ? null
    : { sharpe, returns, skew, kurtosis }
}
