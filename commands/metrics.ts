import { BaseCommand, flags } from '@adonisjs/core/ace'
import { isoTime } from '#core/market/iso_time'
import { equityMetrics, type EquityMetrics } from '#services/backtest/equity_metrics'
import { answer, type Answer } from './_answer.js'
import { metricLines } from './_metric_lines.js'

/** Needs no database: it reads one file. */
export default class Metrics extends BaseCommand {
  static commandName = 'metrics'
  static description = 'Measure any equity curve: every metric, with its interval by bootstrap'

  @flags.string({
    description: 'CSV with a header, a column of times and one of equity',
    required: true,
  })
  declare equity: string

  @flags.string({
    description: 'Column of equity; else equity, portfolio_value, value, close or the only numbers',
  })
  declare column?: string

  @flags.string({ description: 'Bars a year, for annualising; else from the times' })
  declare periodsPerYear?: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  async run() {
    await answer(this, async () => {
      const { equity: file, column = null, periodsPerYear = null } = this
      return report(file, await equityMetrics({ file, column, periodsPerYear }))
    })
  }
}

function report(file: string, measured: EquityMetrics): Answer {
  const { column, periodsPerYear, metrics, intervals } = measured
  const [from, to] = [isoTime(measured.from), isoTime(measured.to)]
  const bounds = {
    sharpe: intervals?.sharpe ?? null,
    cagr: intervals?.cagr ?? null,
    max_drawdown: intervals?.maxDrawdown ?? null,
  }
  const bootstrap =
    intervals === null
      ? null
      : { level: 0.95, resamples: intervals.resamples, block_length: intervals.blockLength }
  const json = {
    file,
    column,
    from,
    to,
    periods_per_year: periodsPerYear,
    metrics,
    intervals: bounds,
    bootstrap,
  }
  const note =
    bootstrap === null
      ? 'Fewer than two returns: no intervals.'
      : `Intervals hold 95 % of ${bootstrap.resamples} resamples in blocks of ${bootstrap.block_length.toFixed(1)} bars.`
  return {
    json,
    lines: [
      `${column} of ${file}, ${from} to ${to}, ${periodsPerYear} bars a year.`,
      '',
      ...metricLines(metrics, bounds),
      '',
      note,
    ],
  }
}
