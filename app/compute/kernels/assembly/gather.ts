/**
 * Writes observations into panels of 16 columns: `width` numbers of the table up to the end of a row,
 * then `own` numbers of the agent's state. Columns after them are left as they are, 0 from the start.
 *
 * @param out panels [panels][rows][16]
 * @param rows uint32 [batch], the newest row of each window
 * @param state float32 [batch, own]
 */
export function gather(
  out: usize, table: usize, rows: usize, state: usize,
  batch: i32, width: i32, columns: i32, own: i32, panelBytes: usize
): void {
  const widthBytes = <usize>(width << 2)
  const rowBytes = <usize>(columns << 2)
  const end = out + <usize>(width >> 4) * panelBytes
  const rest = width & 15
  let ownFrom = state
  for (let b = 0; b < batch; b++) {
    const shift = <usize>(b << 6)
    let from = table + (<usize>load<u32>(rows + <usize>(b << 2)) + 1) * rowBytes - widthBytes
    let to = out + shift
    for (; to < end + shift; to += panelBytes) {
      v128.store(to, v128.load(from))
      v128.store(to, v128.load(from, 16), 16)
      v128.store(to, v128.load(from, 32), 32)
      v128.store(to, v128.load(from, 48), 48)
      from += 64
    }
    let c = 0
    for (; c + 4 <= rest; c += 4) v128.store(to + <usize>(c << 2), v128.load(from + <usize>(c << 2)))
    for (; c < rest; c++) store<f32>(to + <usize>(c << 2), load<f32>(from + <usize>(c << 2)))
    for (let i = 0; i < own; i++) {
      if (c === 16) {
        c = 0
        to += panelBytes
      }
      store<f32>(to + <usize>(c << 2), load<f32>(ownFrom))
      c++
      ownFrom += 4
    }
  }
}
