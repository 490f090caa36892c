/**
 * `product` of a single row, whose panels are [columns / 16][16]: the sums of each column are the same,
 * in the same order, so the bits are those of a row in a batch.
 */
export function rowProduct(
  c: usize, a: usize, b: usize, first: usize, k8: i32, n8: i32, bPanel: i32, least: f32
): void {
  const kBytes = <usize>(k8 << 5)
  let n = 0
  for (; n + 4 <= n8; n += 4) {
    const shift = <usize>(n << 5)
    row32(c + shift, a, b + <usize>((n >> 1) * bPanel), <usize>bPanel, first + shift, kBytes, least)
  }
  for (; n < n8; n++) {
    const shift = <usize>(n << 5)
    const bn = b + <usize>((n >> 1) * bPanel + ((n & 1) << 5))
    row8(c + shift, a, bn, first + shift, kBytes, least)
  }
}

/** Two panels at once: eight sums keep both multiply-adders busy. */
@inline
function row32(
  c: usize, a: usize, b: usize, bPanel: usize, first: usize, kBytes: usize, least: f32
): void {
  const floor = f32x4.splat(least)
  let x0 = v128.load(first), x1 = v128.load(first, 16), x2 = v128.load(first, 32), x3 = v128.load(first, 48)
  let y0 = v128.load(first, 64), y1 = v128.load(first, 80), y2 = v128.load(first, 96), y3 = v128.load(first, 112)
  let bx = b
  let by = b + bPanel
  for (let q = a, end = a + kBytes; q < end; q += 4) {
    const s = v128.load32_splat(q)
    x0 = f32x4.relaxed_madd(s, v128.load(bx), x0)
    x1 = f32x4.relaxed_madd(s, v128.load(bx, 16), x1)
    x2 = f32x4.relaxed_madd(s, v128.load(bx, 32), x2)
    x3 = f32x4.relaxed_madd(s, v128.load(bx, 48), x3)
    y0 = f32x4.relaxed_madd(s, v128.load(by), y0)
    y1 = f32x4.relaxed_madd(s, v128.load(by, 16), y1)
    y2 = f32x4.relaxed_madd(s, v128.load(by, 32), y2)
    y3 = f32x4.relaxed_madd(s, v128.load(by, 48), y3)
    bx += 64
    by += 64
  }
  v128.store(c, f32x4.pmax(x0, floor))
  v128.store(c, f32x4.pmax(x1, floor), 16)
  v128.store(c, f32x4.pmax(x2, floor), 32)
  v128.store(c, f32x4.pmax(x3, floor), 48)
  v128.store(c, f32x4.pmax(y0, floor), 64)
  v128.store(c, f32x4.pmax(y1, floor), 80)
  v128.store(c, f32x4.pmax(y2, floor), 96)
  v128.store(c, f32x4.pmax(y3, floor), 112)
}

@inline
function row8(c: usize, a: usize, b: usize, first: usize, kBytes: usize, least: f32): void {
  const floor = f32x4.splat(least)
  let x0 = v128.load(first), x1 = v128.load(first, 16)
  let bp = b
  for (let q = a, end = a + kBytes; q < end; q += 4) {
    const s = v128.load32_splat(q)
    x0 = f32x4.relaxed_madd(s, v128.load(bp), x0)
    x1 = f32x4.relaxed_madd(s, v128.load(bp, 16), x1)
    bp += 64
  }
  v128.store(c, f32x4.pmax(x0, floor))
  v128.store(c, f32x4.pmax(x1, floor), 16)
}
