import db from '@adonisjs/lucid/services/db'
import { curveMetrics, type CurveMetrics } from '#core/evaluation/metrics/curve_metrics'
import { sharpeInference } from '#core/evaluation/tear_sheet/trials'
import type { SharpeInference } from '#core/evaluation/tear_sheet/tear_sheet'
import { periodsPerYear } from '#core/market/calendars'
import type { CalendarName, Interval } from '#core/market/series'
import { keptLook, sharedEpisodes } from '#services/pages/studies/validation_looks'
import { winnerNoise, type NoisyTrial, type WinnerNoise } from '#core/tuning/analysis/winner_noise'
import { turned } from '#core/tuning/objectives'
import type { Objective } from '#core/tuning/study_plan'
import { trialsOn } from '#services/evaluation/trials'
import { row, rows } from '#services/pages/rows'
import { seedLooks, type RunLooks } from '#services/pages/studies/seed_looks'

/** What is known of a study's winner besides its value. */
export interface Winner {
  /** Its Sharpe ratio after every trial ever run on the dataset; null: it has no validation stored. */
  readonly inference: SharpeInference | null
  /** The dataset whose curve that is, where there are several; null: there is one. */
  readonly of: string | null
  /** Whether it lies within the noise of the defaults. */
  readonly noise: WinnerNoise
}

interface Bars {
  readonly dataset_id: number
  readonly symbol: string
  readonly interval: Interval
  readonly calendar: CalendarName
  readonly first_time: Date
  readonly last_time: Date
  readonly datasets: number
}

/** A seed's value of the objective, turned so that larger is better, and the look it comes from. */
interface SeedValue {
  readonly seed: number
  readonly runId: number
  readonly value: number | null
  readonly episode: number | null
}

/**
 * Judges the winner against luck, by its curve on the study's first dataset, and against trial 0 by the
 * weights that both would have kept after the most episodes that both reached.
 */
export async function judgeWinner(
  studyId: number,
  winner: number,
  objective: Objective
): Promise<Winner | null> {
  const bars = await row<Bars>(BARS, { study: studyId })
  if (bars === null) return null
  const looks = await seedLooks(studyId, [winner, 0], objective.metric)
  const [own, standard] = [winner, 0].map((trial) => looks.get(trial) ?? [])
  const resource = sharedEpisodes([own, standard])
  const [whole, ...noisy] = await Promise.all([
    medianCurve(seedValues(own, objective), bars),
    noisyTrial(winner, seedValues(own, objective, resource ?? 0), objective, bars),
    noisyTrial(0, seedValues(standard, objective, resource ?? 0), objective, bars),
  ])
  const { symbol, interval } = bars
  const [from, to] = [bars.first_time.getTime(), bars.last_time.getTime()]
  const trials = await trialsOn(db.connection(), { symbol, interval, from, to })
  const of = bars.datasets > 1 ? `${symbol} ${interval}` : null
  return {
    inference: whole && sharpeInference(whole, trials, periodsOf(bars)),
    of,
    noise: winnerNoise(...(noisy as [NoisyTrial, NoisyTrial]), {
      resource,
      write: (value) => value.toFixed(2).replace('-', '−'),
      barsPerYear: periodsOf(bars),
      bars: `validation bars${of === null ? '' : ` of ${of}`}`,
    }),
  }
}

const BARS = `
  select d.dataset_id, d.symbol, d.interval, d.calendar, d.first_time, d.last_time,
    (count(*) over ())::int as datasets
  from study_datasets x join datasets d using (dataset_id)
  where x.study_id = :study order by x.position limit 1`

function periodsOf({ interval, calendar }: Bars): number {
  return periodsPerYear(interval, calendar)
}

/** What each seed has of the objective when it keeps the best weights of its first `until` episodes. */
function seedValues(
  seeds: readonly RunLooks[],
  objective: Objective,
  until = Infinity
): SeedValue[] {
  return seeds.map(({ seed, runId, looks }) => {
    const kept = keptLook(looks, until)
    const value = turned(objective, kept?.value ?? null)
    return { seed, runId, value, episode: kept?.episode ?? null }
  })
}

async function noisyTrial(
  trial: number,
  seeds: readonly SeedValue[],
  { metric }: Objective,
  bars: Bars
): Promise<NoisyTrial> {
  const sample = metric === 'sharpe' ? sampleOf(await medianCurve(seeds, bars)) : null
  return { trial, seeds: seeds.map(({ seed, value }) => ({ seed, value })), sample }
}

/**
 * The equity on a dataset of the seed with the median value, the worse of two in the middle, over the
 * validation that its kept weights come from.
 */
async function medianCurve(seeds: readonly SeedValue[], bars: Bars): Promise<CurveMetrics | null> {
  const ranked = seeds
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0))
  const median = ranked[(ranked.length - 1) >> 1]
  if (median === undefined) return null
  const points = await rows<{ equity: number; at: Date }>(CURVE, {
    run: median.runId,
    number: median.episode,
    dataset: bars.dataset_id,
  })
  if (points.length < 3) return null
  const equity = Float64Array.from(points, (point) => point.equity)
  const time = Float64Array.from(points, ({ at }) => at.getTime())
  return curveMetrics(equity, time, periodsOf(bars))
}

/** From the equity before the first step, as the validation's own Sharpe ratio is. */
const CURVE = `
  with looked as (
    select episode_id, initial_portfolio_value, start_time, start_bar from episodes
    where run_id = :run and kind = 'validation' and number = :number and dataset_id = :dataset
  )
  select initial_portfolio_value as equity, start_time as at, start_bar as bar from looked
  union all
  select s.portfolio_value, s.timestamp, s.bar from looked join steps s using (episode_id)
  order by bar`

function sampleOf(curve: CurveMetrics | null): NoisyTrial['sample'] {
  if (curve === null) return null
  const { returns, sharpePerPeriod: sharpe, skew, kurtosis } = curve
  return sharpe === null || skew === null || kurtosis === null
    ? null
    : { sharpe, returns, skew, kurtosis }
}
