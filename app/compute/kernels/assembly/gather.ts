/**
 * Writes observations into panels of 8 columns: `width` numbers of the table up to the end of a row,
 * then `own` numbers of the agent's state, then zeros.
 *
 * @param out panels [panels][rows][8]
 * @param line scratch of 8 · panels numbers
 * @param rows uint32 [batch], the newest row of each window
 * @param state float32 [batch, own]
 */
export function gather(
  out: usize, line: usize, table: usize, rows: usize, state: usize,
  batch: i32, width: i32, columns: i32, own: i32, panels: i32, panelBytes: i32
): void {
  const widthBytes = <usize>(width << 2)
  const ownBytes = <usize>(own << 2)
  memory.fill(line, 0, <usize>(panels << 5))
  for (let b = 0; b < batch; b++) {
    const end = table + (<usize>load<u32>(rows + <usize>(b << 2)) + 1) * <usize>(columns << 2)
    copy(line, end - widthBytes, width)
    memory.copy(line + widthBytes, state + <usize>b * ownBytes, ownBytes)
    let to = out + <usize>(b << 5)
    for (let from = line, last = line + <usize>(panels << 5); from < last; from += 32) {
      v128.store(to, v128.load(from))
      v128.store(to, v128.load(from, 16), 16)
      to += <usize>panelBytes
    }
  }
}

/** memory.copy is a call out of the module: for the few numbers of a window a loop is quicker. */
@inline
function copy(to: usize, from: usize, count: i32): void {
  let i = 0
  for (; i + 4 <= count; i += 4) v128.store(to + <usize>(i << 2), v128.load(from + <usize>(i << 2)))
  for (; i < count; i++) store<f32>(to + <usize>(i << 2), load<f32>(from + <usize>(i << 2)))
}
