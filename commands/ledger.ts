import { BaseCommand, flags } from '@adonisjs/core/ace'
import { playLedger, type LedgerPlayed } from '#services/ledger_play'
import { answer } from './_answer.js'
import { assignments } from './_assignments.js'

/** Needs no database: it plays two files. */
export default class Ledger extends BaseCommand {
  static commandName = 'ledger'
  static description = 'Play given target positions through one account, bar by bar'

  @flags.string({
    description: 'CSV, JSON rows of time, open, high, low, close, volume, or scenario',
    required: true,
  })
  declare bars: string

  @flags.string({
    description: 'Target levels: JSON list, one a line, or scenario',
    required: true,
  })
  declare actions: string

  @flags.array({ description: 'A rule of the account, as in commissionRate=0.001; none costs' })
  declare set?: string[]

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  async run() {
    await answer(this, async () => {
      const { bars, actions } = this
      const played = await playLedger({ bars, actions, set: assignments(this.set) })
      return { json: { ...played }, lines: linesOf(played) }
    })
  }
}

function linesOf(played: LedgerPlayed): string[] {
  const { per_bar: bars, fills, trades, final, terminated, unfilled, metrics } = played
  const rows = bars.map(({ bar, cash, units, equity }) =>
    [bar, cash.toFixed(2), units.toFixed(4), equity.toFixed(2)]
      .map((cell) => String(cell).padStart(14))
      .join('')
  )
  const percent = (value: number | null | undefined) =>
    typeof value === 'number' ? `${(100 * value).toFixed(2)} %` : 'undefined'
  return [
    ['bar', 'cash', 'units', 'equity'].map((name) => name.padStart(14)).join(''),
    ...rows,
    `${fills.length} fills, ${trades.length} closed trades, ${unfilled.length} orders that found no bar.`,
    `Final equity ${final.toFixed(2)}, ${terminated ? 'terminated by ruin' : 'at the end of the bars'}: total return ${percent(metrics['total_return'])}, maximum drawdown ${percent(metrics['max_drawdown'])}.`,
  ]
}
