/** Columns of one panel: a cache line of float32. */
const WIDTH = 16

/** Blocks of 8 columns that hold so many: what the kernels reckon. */
export function eightsOf(columns: number): number {
  return Math.ceil(columns / 8)
}

/** Rows as the kernels tile them, also when a transposed matrix has them as columns. */
export function paddedRows(rows: number): number {
  return Math.ceil(rows / 8) * 8
}

/** Bytes of one panel of `rows` rows. */
export function panelBytes(rows: number): number {
  return rows * WIDTH * 4
}

/** Bytes of a matrix of `rows` rows and 8 · `eights` columns. */
export function matrixBytes(rows: number, eights: number): number {
  return panelBytes(rows) * Math.ceil(eights / 2)
}

/**
 * Place of a number of a matrix in panels, [columns / 16][rows][16]; the next row of its column is
 * `NEXT_ROW` further.
 */
export function placeOf(row: number, column: number, rows: number): number {
  return (Math.floor(column / WIDTH) * rows + row) * WIDTH + (column % WIDTH)
}

export const NEXT_ROW = WIDTH
