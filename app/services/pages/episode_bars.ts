import { inject } from '@adonisjs/core'
import type { RunDataset } from '#core/agent/run_contract'
import { openSeries, sealedSeries, type FeaturedSeries } from '#core/agent/sealed_series'
import { playLevels } from '#core/environment/play_levels'
import type { EpisodeKind } from '#core/environment/episode_record'
import { sharpeRatio } from '#core/evaluation/metrics/curve_metrics'
import { deepest, drawdownsOf } from '#core/evaluation/metrics/drawdown'
import { periodsPerYear } from '#core/market/calendars'
import type { Series } from '#core/market/series'
import type { RunParameters } from '#core/parameters/catalogue'
import { restoreParameters } from '#core/parameters/stored_parameters'
import Dataset from '#models/dataset'
import DatasetService from '#services/dataset_service'

/** What is needed to find an episode's bars again. */
export interface EpisodeRange {
  readonly kind: EpisodeKind
  readonly dataset_id: number
  readonly start_bar: number
  readonly total_steps: number
  readonly parameters: unknown
}

/** Buy and hold over an episode's bars with its costs. */
export interface HoldCurve {
  /** At the start bar and after each step. */
  readonly equity: Float64Array
  readonly totalReturn: number
  readonly sharpe: number | null
  readonly maxDrawdown: number
}

export interface EpisodeBars {
  readonly dataset: RunDataset
  readonly parameters: RunParameters
  /** Prices as the run saw them: the sealed bars, but for test episodes. */
  readonly series: Series
  readonly hold: HoldCurve
}

/** Featured series are costly and asked for again with every bar that a person selects. */
const MOST_KEPT = 8
const kept = new Map<string, FeaturedSeries>()

function featuredOf(dataset: RunDataset, parameters: RunParameters, kind: EpisodeKind) {
  const open = kind === 'test'
  const { data, features } = parameters
  const key = JSON.stringify([dataset.sha256, open, data, features])
  const known = kept.get(key)
  if (known) return known
  const found = (open ? openSeries : sealedSeries)(dataset, parameters)
  kept.set(key, found)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
  return found
}

@inject()
export default class EpisodeBarsReader {
  constructor(protected datasets: DatasetService) {}

  async read(range: EpisodeRange): Promise<EpisodeBars> {
    const [{ sha256 }, sourced] = await Promise.all([
      Dataset.findOrFail(range.dataset_id),
      this.datasets.load(range.dataset_id),
    ])
    const dataset: RunDataset = { ...sourced, sha256 }
    const parameters = restoreParameters(range.parameters)
    const { series } = featuredOf(dataset, parameters, range.kind)
    return { dataset, parameters, series, hold: holdCurve(range, dataset, parameters, series) }
  }
}

function holdCurve(
  range: EpisodeRange,
  { identity }: RunDataset,
  { environment }: RunParameters,
  series: Series
): HoldCurve {
  const periods = periodsPerYear(identity.interval, identity.calendar)
  const long = new Float64Array(range.total_steps).fill(1)
  const { equity } = playLevels(series, long, environment, {
    periodsPerYear: periods,
    startBar: range.start_bar,
    lastBar: range.start_bar + range.total_steps,
  })
  return {
    equity,
    totalReturn: equity[equity.length - 1]! / equity[0]! - 1,
    sharpe: sharpeRatio(equity, periods),
    maxDrawdown: deepest(drawdownsOf(equity))?.depth ?? 0,
  }
}
