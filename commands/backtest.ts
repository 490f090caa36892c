import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { STRATEGIES } from '#core/evaluation/benchmarks/strategies'
import { isoTime } from '#core/market/iso_time'
import { playStrategy, type Backtest } from '#services/backtest/play_strategy'
import DatasetService from '#services/dataset_service'
import { answer, type Answer } from './_answer.js'
import { assignments } from './_assignments.js'
import { metricLines } from './_metric_lines.js'

export default class BacktestCommand extends BaseCommand {
  static commandName = 'backtest'
  static description = 'Play a strategy without an agent through the environment, and measure it'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Dataset id, or symbol (its newest version)', required: true })
  declare dataset: string

  @flags.string({
    description: `One of ${STRATEGIES.map(({ name }) => name).join(', ')}`,
    required: true,
  })
  declare strategy: string

  @flags.array({
    description: 'A parameter, as in fast=10 of the strategy or environment.slippageBps=0',
  })
  declare set?: string[]

  @args.spread({ description: 'Further parameters, as after --set', required: false })
  declare further?: string[]

  @flags.string({ description: 'First day; averages know the days before' })
  declare from?: string

  @flags.string({ description: 'Day after the last' })
  declare to?: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(datasets: DatasetService) {
    await answer(this, async () => {
      const { strategy, from = null, to = null } = this
      const set = assignments([...(this.set ?? []), ...(this.further ?? [])])
      const { datasetId, symbol } = await datasets.find(this.dataset)
      const data = await datasets.load(Number(datasetId))
      const backtest = playStrategy(data, { strategy, set, from, to })
      return report({ dataset_id: Number(datasetId), symbol, strategy }, backtest)
    })
  }
}

function report(
  about: { dataset_id: number; symbol: string; strategy: string },
  backtest: Backtest
): Answer {
  const { title, parameters, environment, periodsPerYear, metrics, trades, openTrade } = backtest
  const [from, to] = [isoTime(backtest.from), isoTime(backtest.to)]
  const values = Object.entries(parameters).map(([name, value]) => ` ${name}=${value}`)
  return {
    json: {
      ...about,
      parameters,
      from,
      to,
      periods_per_year: periodsPerYear,
      final_equity: backtest.finalEquity,
      metrics,
      trades,
      open_trade: openTrade,
      environment,
    },
    lines: [
      `${title}${values.join('')} on ${about.symbol}, ${from} to ${to}, after costs.`,
      '',
      ...metricLines(metrics),
      '',
      ...tradeLines([...trades, ...(openTrade === null ? [] : [openTrade])]),
    ],
  }
}

function tradeLines(trades: Backtest['trades']): string[] {
  if (trades.length === 0) return ['No trade.']
  const head = ['Entry', 'Exit', 'Side', 'Quantity', 'Entry price', 'Exit price', 'Gain', 'Reason']
  const rows = trades.map((trade) => [
    isoTime(trade.entry_time),
    trade.exit_time === null ? '–' : isoTime(trade.exit_time),
    trade.direction,
    trade.quantity.toFixed(4),
    trade.entry_price.toFixed(4),
    trade.exit_price.toFixed(4),
    trade.pnl.toFixed(2).replace('-', '−'),
    trade.exit_reason,
  ])
  const widths = head.map((_, k) => Math.max(...[head, ...rows].map((row) => row[k].length)))
  return [head, ...rows].map((row) => row.map((cell, k) => cell.padStart(widths[k])).join('  '))
}
