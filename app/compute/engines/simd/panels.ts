/** Columns of one panel: two vectors of four float32. */
const WIDTH = 8

/** Panels that hold so many columns. */
export function panelsOf(columns: number): number {
  return Math.ceil(columns / WIDTH)
}

/** Rows as the kernels tile them. */
export function paddedRows(rows: number): number {
  return Math.ceil(rows / 4) * 4
}

/** Bytes of one panel of `rows` rows. */
export function panelBytes(rows: number): number {
  return rows * WIDTH * 4
}

/**
 * A layer's weights between the two layouts: the port's [outputs, inputs], row after row, and the
 * kernels' panels [outputs / 8][inputs padded to 8][8], padding 0. Give places of numbers.
 */
export function weightPlace(output: number, input: number, inputPanels: number): number {
  const panel = Math.floor(output / WIDTH)
  return (panel * inputPanels * WIDTH + input) * WIDTH + (output % WIDTH)
}
