/**
 * T[c, r] = X[r, c], both in panels of 16 columns: block by block of 4 × 4.
 *
 * @param rows rows of X, a multiple of 4; c8 columns of X divided by 8
 * @param xPanel, tPanel bytes from one panel to the next
 */
export function transpose(t: usize, x: usize, rows: i32, c8: i32, xPanel: i32, tPanel: i32): void {
  for (let r = 0; r < rows; r += 4) {
    const tr = t + <usize>((r >> 4) * tPanel + ((r & 15) << 2))
    const xr = x + <usize>(r << 6)
    for (let c = 0; c < c8; c++) {
      const from = xr + <usize>((c >> 1) * xPanel + ((c & 1) << 5))
      const to = tr + <usize>(c << 9)
      block(to, from)
      block(to + 256, from + 16)
    }
  }
}

/** 4 × 4 numbers, rows 64 bytes apart. */
@inline
function block(to: usize, from: usize): void {
  const a = v128.load(from)
  const b = v128.load(from, 64)
  const c = v128.load(from, 128)
  const d = v128.load(from, 192)
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5))
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), 64)
  v128.store(to, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), 128)
  v128.store(to, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), 192)
}
