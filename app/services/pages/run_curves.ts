import { rows } from '#services/pages/rows'

export interface TrainingPoint {
  readonly number: number
  readonly total_return: number
  readonly mean_loss: number | null
  readonly mean_max_q: number | null
  readonly epsilon: number
  readonly total_steps: number
  readonly recorded_at: Date
}

/** Training episodes of a run in order, those after `after` only. */
export async function trainingPoints(runId: number, after = 0): Promise<TrainingPoint[]> {
  return (await trainingCurves([runId], after)).get(runId) ?? []
}

/** The same of several runs at once, by run. */
export async function trainingCurves(
  runIds: readonly number[],
  after = 0
): Promise<ReadonlyMap<number, TrainingPoint[]>> {
  const found = await rows<TrainingPoint & OfRun>(
    `select run_id, number, total_return, mean_loss, mean_max_q, epsilon, total_steps, recorded_at
     from episodes where run_id = any(:runs) and kind = 'training' and number > :after
     order by run_id, number`,
    { runs: runIds, after }
  )
  return byRun(found)
}

type OfRun = { readonly run_id: number }

function byRun<Row extends OfRun>(found: readonly Row[]): ReadonlyMap<number, Row[]> {
  return Map.groupBy(found, ({ run_id: runId }) => runId)
}

export interface ValidationPoint {
  readonly episode_id: number
  readonly number: number
  readonly sharpe_ratio: number | null
  readonly total_return: number
  readonly max_drawdown: number | null
  readonly mean_max_q: number | null
  /** 10th and 90th percentile over its decisions; null of those stored without Q-values. */
  readonly max_q_low: number | null
  readonly max_q_high: number | null
  /** Mean over its decisions of the discounted sum of the rewards that followed. */
  readonly discounted_return: number | null
}

/** Validations in order; where a run has several datasets the means over them, as the run's score is. */
export async function validationPoints(runId: number): Promise<ValidationPoint[]> {
  return (await validationCurves([runId])).get(runId) ?? []
}

/** The same of several runs at once, by run. */
export async function validationCurves(
  runIds: readonly number[]
): Promise<ReadonlyMap<number, ValidationPoint[]>> {
  const found = await rows<ValidationPoint & OfRun>(
    `select run_id, min(episode_id) as episode_id, number, avg(sharpe_ratio) as sharpe_ratio,
       avg(total_return) as total_return, avg(max_drawdown) as max_drawdown,
       avg(mean_max_q) as mean_max_q, avg(max_q_low) as max_q_low, avg(max_q_high) as max_q_high,
       sum(discounted_return * total_steps)
         / sum(total_steps) filter (where discounted_return is not null) as discounted_return
     from episodes where run_id = any(:runs) and kind = 'validation'
     group by run_id, number order by run_id, number`,
    { runs: runIds }
  )
  return byRun(found)
}

/** What a validation's decisions brought, by its number: the discounted sum of the rewards that followed. */
export function realisedReturns(
  validation: readonly ValidationPoint[]
): ReadonlyMap<number, number> {
  return new Map(
    validation.flatMap(({ number, discounted_return: value }): [number, number][] =>
      value === null ? [] : [[number, value]]
    )
  )
}

export interface EquityPoint {
  readonly bar: number
  readonly timestamp: Date
  readonly portfolio_value: number
  readonly asset_price: number
}

/** Equity after each step of an episode whose steps are recorded. */
export async function equityOf(episodeId: number): Promise<EquityPoint[]> {
  return rows<EquityPoint>(
    `select bar, timestamp, portfolio_value, asset_price from steps
     where episode_id = :episode order by bar`,
    { episode: episodeId }
  )
}
