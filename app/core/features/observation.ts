/**
 * Writes one observation: rows row - window + 1 .. row of a feature table, oldest first, then the agent's
 * own numbers. The one builder of training, evaluation and paper trading.
 * @param out float32 [window * columns + own.length]
 * @param table float32 row-major [rows, columns]
 */
export function buildObservation(
  out: Float32Array,
  table: Float32Array,
  columns: number,
  window: number,
  row: number,
  own: Float32Array
): void {
  const width = window * columns
  const from = (row + 1) * columns - width
  for (let i = 0; i < width; i++) out[i] = table[from + i]
  for (let i = 0; i < own.length; i++) out[width + i] = own[i]
}
