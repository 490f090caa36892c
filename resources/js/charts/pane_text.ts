import type { Pane } from '../../../app/transformers/charts/chart_spec.ts'
import { formatNumber } from '../../format/figures.ts'

/** A value of a pane as it is written: its name where the pane names whole numbers. */
export function paneText(
  pane: Pane,
  value: number | null | undefined,
  currency: string | null
): string {
  const name = typeof value === 'number' ? pane.names?.[Math.round(value)] : undefined
  return name ?? formatNumber(value, pane.format, currency)
}
