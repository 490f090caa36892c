import { inject } from '@adonisjs/core'
import { playLevels } from '#core/environment/play_levels'
import type { EnvironmentConfig } from '#core/environment/environment_parameters'
import { sharpeRatio } from '#core/evaluation/metrics/curve_metrics'
import { deepest, drawdownsOf } from '#core/evaluation/metrics/drawdown'
import { adjust } from '#core/market/adjustment'
import { periodsPerYear } from '#core/market/calendars'
import type { Adjustment, Series, SourcedSeries } from '#core/market/series'
import DatasetService from '#services/dataset_service'

/** What is needed to find an episode's bars again. */
export interface EpisodeRange {
  readonly dataset_id: number
  readonly start_bar: number
  readonly total_steps: number
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>
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
  readonly sourced: SourcedSeries
  /** Prices as the run saw them. */
  readonly series: Series
  readonly hold: HoldCurve
}

@inject()
export default class EpisodeBarsReader {
  constructor(protected datasets: DatasetService) {}

  async read(range: EpisodeRange): Promise<EpisodeBars> {
    const sourced = await this.datasets.load(range.dataset_id)
    const adjustment = range.parameters['data']?.['adjustment'] as Adjustment
    const series = adjust(sourced, adjustment)
    return { sourced, series, hold: holdCurve(range, sourced, series) }
  }
}

function holdCurve(range: EpisodeRange, sourced: SourcedSeries, series: Series): HoldCurve {
  const { interval, calendar } = sourced.identity
  const periods = periodsPerYear(interval, calendar)
  const config = range.parameters['environment'] as unknown as EnvironmentConfig
  const { equity } = playLevels(series, new Float64Array(range.total_steps).fill(1), config, {
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
