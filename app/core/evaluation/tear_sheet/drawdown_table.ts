import { drawdownsOf } from '../metrics/drawdown.ts'
import type { DrawdownRow } from './tear_sheet.ts'

const DEEPEST = 10

/** The deepest drawdowns of a curve, with what buy and hold did meanwhile; of equal ones the first. */
export function drawdownTable(equity: Float64Array, hold: Float64Array | null): DrawdownRow[] {
  return drawdownsOf(equity)
    .sort((a, b) => a.depth - b.depth || a.start - b.start)
    .slice(0, DEEPEST)
    .map((drawdown) => {
      const end = drawdown.recovery ?? equity.length - 1
      const holdMeanwhile = hold === null ? null : hold[end] / hold[drawdown.start] - 1
      return { ...drawdown, holdMeanwhile }
    })
}
