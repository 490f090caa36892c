import type { EpisodeOperation, EpisodeTrade } from '#services/pages/episode_detail'

/** The bars of an episode's chart that a row stands for. */
export interface Span {
  /** First and last bar, both included: of a trade its entry and exit, of an operation its one bar. */
  readonly from: number
  readonly to: number
  /** The links of its operations' markers. */
  readonly marks: readonly string[]
}

/** A row of the tables of trades and operations, numbered from 1 as the table numbers it. */
interface Row {
  readonly number: number
  /** The bar at whose close the agent decided on it; for stops the bar before. */
  readonly decided: number
  readonly span: Span
}

export type TradeRow = EpisodeTrade & Row
export type OperationRow<O extends EpisodeOperation = EpisodeOperation> = O & Row

/** Which row of which table is chosen, if any. */
export interface ChosenRow {
  readonly trade: number | null
  readonly operation: number | null
}

/** The bar of the decision behind an operation. */
export function decidedBarOf({ decided_bar: decided, bar }: EpisodeOperation): number {
  return decided ?? bar - 1
}

/** What a marker of the chart stands for, as an address relative to the episode's. */
export function operationLink(number: number, operation: EpisodeOperation): string {
  return `?bar=${decidedBarOf(operation)}&operation=${number}`
}

export function operationRows<O extends EpisodeOperation>(
  operations: readonly O[]
): OperationRow<O>[] {
  return operations.map((operation, i) => ({
    ...operation,
    number: i + 1,
    decided: decidedBarOf(operation),
    span: { from: operation.bar, to: operation.bar, marks: [operationLink(i + 1, operation)] },
  }))
}

/** @param lastBar where a trade that is open ends so far */
export function tradeRows(
  trades: readonly EpisodeTrade[],
  operations: readonly EpisodeOperation[],
  lastBar: number
): TradeRow[] {
  return trades.map((trade, i) => {
    const { entry_bar: from, exit_bar: exit, direction } = trade
    const [opens, closes] = direction === 'long' ? ['buy', 'sell'] : ['sell', 'buy']
    const entry = operations.findIndex(
      ({ bar, operation_type: side }) => bar === from && side === opens
    )
    const end = operations.findLastIndex(
      ({ bar, operation_type: side }) => bar === exit && side === closes
    )
    const own = [entry, end].filter((index) => index !== -1)
    const marks = own.map((index) => operationLink(index + 1, operations[index]!))
    return {
      ...trade,
      number: i + 1,
      decided: entry === -1 ? from - 1 : decidedBarOf(operations[entry]!),
      span: { from, to: exit ?? lastBar, marks },
    }
  })
}

/** The chosen row, or null where none is or there is no such row. */
export function rowChosen(
  { trade, operation }: ChosenRow,
  rows: { readonly trades: readonly TradeRow[]; readonly operations: readonly OperationRow[] }
): (TradeRow | OperationRow) | null {
  if (trade !== null) return rows.trades[trade - 1] ?? null
  return operation === null ? null : (rows.operations[operation - 1] ?? null)
}
