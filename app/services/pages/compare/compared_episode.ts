import { curveMetrics } from '#core/evaluation/metrics/curve_metrics'
import type { MetricName } from '#core/evaluation/metrics/metric_list'
import { periodsPerYear } from '#core/market/calendars'
import type { CalendarName, Interval } from '#core/market/series'
import { curveReport } from '#services/backtest/curve_report'
import type { Compared } from '#services/pages/compare/compared'
import { knownEpisode, type EpisodeDetail } from '#services/pages/episode_detail'
import { row } from '#services/pages/rows'
import { equityOf } from '#services/pages/run_curves'

/** An episode by its recorded steps. @throws E_RECORD_NOT_FOUND */
export async function comparedEpisode(episodeId: number): Promise<Compared> {
  const episode = await knownEpisode(episodeId)
  const [curve, dataset] = await Promise.all([curveOf(episode), datasetOf(episode.dataset_id)])
  const periods = periodsPerYear(dataset.interval, dataset.calendar)
  const measured = curveMetrics(
    Float64Array.from(curve.equity),
    Float64Array.from(curve.time),
    periods
  )
  const recorded: Partial<Record<MetricName, number | null>> = {
    total_return: episode.total_return,
    sharpe: episode.sharpe_ratio,
    max_drawdown: episode.max_drawdown,
    trades: episode.total_trades,
    win_rate: episode.win_rate,
    exposure: episode.exposure,
  }
  return {
    id: episodeId,
    title: `Episode ${episodeId}`,
    name: `${episode.experiment_name}, seed ${episode.seed}`,
    href: `/episodes/${episodeId}`,
    curve: `${episode.kind} ${episode.number}${curve.time.length === 0 ? ', steps not recorded' : ''}`,
    dataset,
    parameters: episode.parameters,
    ...curve,
    metrics: curve.time.length === 0 ? recorded : { ...curveReport(measured), ...recorded },
    intervals: {},
    learning: [],
  }
}

async function curveOf(episode: EpisodeDetail) {
  if (!episode.steps_recorded) return { time: [], equity: [] }
  const points = await equityOf(episode.episode_id)
  return {
    time: [episode.start_time.getTime(), ...points.map(({ timestamp }) => timestamp.getTime())],
    equity: [episode.initial_portfolio_value, ...points.map(({ portfolio_value: value }) => value)],
  }
}

interface DatasetRow {
  readonly symbol: string
  readonly interval: Interval
  readonly calendar: CalendarName
  readonly version: number
  readonly sha256: string
}

async function datasetOf(datasetId: number): Promise<DatasetRow> {
  const found = await row<DatasetRow>(
    `select symbol, interval, calendar, version, sha256 from datasets where dataset_id = :dataset`,
    { dataset: datasetId }
  )
  return found! // an episode's dataset cannot be deleted
}
