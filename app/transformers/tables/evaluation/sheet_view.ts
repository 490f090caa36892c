import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { SheetBars } from '#transformers/charts/evaluation/drawn_bars'
import { equityFigure, seedName } from '#transformers/charts/evaluation/equity_figure'
import { foldFigure } from '#transformers/charts/evaluation/fold_figure'
import { rollingFigure } from '#transformers/charts/evaluation/rolling_figure'
import { costFigure, startFigure } from '#transformers/charts/evaluation/stress_figures'
import {
  excursionFigure,
  holdingFigure,
  returnFigure,
} from '#transformers/charts/evaluation/trade_figures'
import { differencesOf } from '#transformers/tables/evaluation/difference_rows'
import { headlineOf } from '#transformers/tables/evaluation/headline'
import { metricRows } from '#transformers/tables/evaluation/metric_rows'
import { yearRows } from '#transformers/tables/evaluation/month_rows'
import { costSentence, stressRows } from '#transformers/tables/evaluation/stress_rows'
import { verdictCards } from '#transformers/tables/evaluation/verdict_cards'

/** Rows of the trade table on the page; the CSV has all. */
const MOST_TRADES = 300

/** All that the page of a tear sheet draws, in its order. */
export function sheetView(sheet: TearSheet, bars: SheetBars) {
  const closed = sheet.trades.rows.filter(({ exitTime }) => exitTime !== null)
  return {
    headline: headlineOf(sheet),
    verdicts: verdictCards(sheet.verdicts),
    shownName: seedName(sheet),
    equity: equityFigure(sheet, bars),
    differences: differencesOf(sheet),
    metrics: metricRows(sheet),
    costs: costFigure(sheet),
    costSentence: costSentence(sheet),
    starts: startFigure(sheet),
    stresses: stressRows(sheet),
    folds: foldFigure(sheet),
    years: yearRows(sheet),
    rolling: rollingFigure(sheet, bars.interval),
    trades: {
      closed: closed.length,
      shown: sheet.trades.rows.slice(0, MOST_TRADES),
      returns: closed.length === 0 ? null : returnFigure(closed),
      holdings: closed.length === 0 ? null : holdingFigure(closed),
      excursions: closed.length === 0 ? null : excursionFigure(closed),
    },
  }
}
