import { tile4x16, tile6x16, tile8x8 } from './wide_tiles'

let wide = false

/**
 * Larger tiles: the same sums in the same order, so the same bits. Their 16 or 24 sums are quicker where
 * the compiler joins neighbouring vectors into one of twice the width, or where there are 32 registers;
 * elsewhere they do not fit into registers, and 8 sums are quicker.
 */
export function useWideTiles(on: bool): void {
  wide = on
}

/**
 * C[m, n] = first[n] + Σ_k A[m, k] · B[k, n], not under `least`. float32.
 *
 * Matrices lie in panels of 16 columns, [columns / 16][rows][16]: a row of a panel is one cache line,
 * and every load of B follows the one before. k ascends and each product is added with one relaxed
 * multiply-add: a row's bits depend neither on the batch nor on the tile.
 *
 * @param rows rows of A and C, a multiple of 8
 * @param k8 columns of A and rows of B, divided by 8
 * @param n8 columns of B and C, divided by 8
 * @param aPanel, bPanel, cPanel bytes from one panel to the next
 * @param least 0 for a ReLU, else -Infinity; a NaN stays a NaN
 */
export function product(
  c: usize, a: usize, b: usize, first: usize,
  rows: i32, k8: i32, n8: i32, aPanel: i32, bPanel: i32, cPanel: i32, least: f32
): void {
  for (let n = 0; n < n8; n += 2) {
    const panel = n >> 1
    const bn = b + <usize>(panel * bPanel)
    const cn = c + <usize>(panel * cPanel)
    const fn = first + <usize>(n << 5)
    const isFull = n + 2 <= n8
    if (wide) {
      if (isFull) wideColumns(cn, a, bn, fn, rows, k8, aPanel, least)
      else halfColumns(cn, a, bn, fn, rows, k8, aPanel, least)
      continue
    }
    for (let m = 0; m < rows; m += 4) {
      const am = a + <usize>(m << 6)
      const cm = cn + <usize>(m << 6)
      tile4x8(cm, am, bn, fn, k8, aPanel, least)
      if (isFull) tile4x8(cm + 32, am, bn + 32, fn + 32, k8, aPanel, least)
    }
  }
}

/** A panel of C by tiles of 6 rows, and of 4 where 6 would leave 2. */
function wideColumns(
  c: usize, a: usize, b: usize, first: usize, rows: i32, k8: i32, aPanel: i32, least: f32
): void {
  let left = rows
  let ap = a
  let cp = c
  while (left > 0) {
    const height = left === 4 || left === 8 ? 4 : 6
    if (height === 6) tile6x16(cp, ap, b, first, k8, aPanel, least)
    else tile4x16(cp, ap, b, first, k8, aPanel, least)
    left -= height
    ap += <usize>(height << 6)
    cp += <usize>(height << 6)
  }
}

/** The first half of a panel of C. */
function halfColumns(
  c: usize, a: usize, b: usize, first: usize, rows: i32, k8: i32, aPanel: i32, least: f32
): void {
  for (let m: usize = 0; m < <usize>(rows << 6); m += 512) {
    tile8x8(c + m, a + m, b, first, k8, aPanel, least)
  }
}

/** 4 rows by the first 8 columns of a panel: a step of k is 8 multiply-adds on 2 loads of B and 4 splats of A. */
function tile4x8(
  c: usize, a: usize, b: usize, first: usize, k8: i32, aPanel: i32, least: f32
): void {
  const floor = f32x4.splat(least)
  let x0 = v128.load(first), x1 = v128.load(first, 16)
  let y0 = x0, y1 = x1, z0 = x0, z1 = x1, w0 = x0, w1 = x1
  let bp = b
  for (let p = 0; p < k8; p++) {
    const ap = a + <usize>((p >> 1) * aPanel + ((p & 1) << 5))
    const end = ap + 32
    for (let q = ap; q < end; q += 4) {
      const b0 = v128.load(bp), b1 = v128.load(bp, 16)
      const x = v128.load32_splat(q)
      x0 = f32x4.relaxed_madd(x, b0, x0)
      x1 = f32x4.relaxed_madd(x, b1, x1)
      const y = v128.load32_splat(q, 64)
      y0 = f32x4.relaxed_madd(y, b0, y0)
      y1 = f32x4.relaxed_madd(y, b1, y1)
      const z = v128.load32_splat(q, 128)
      z0 = f32x4.relaxed_madd(z, b0, z0)
      z1 = f32x4.relaxed_madd(z, b1, z1)
      const w = v128.load32_splat(q, 192)
      w0 = f32x4.relaxed_madd(w, b0, w0)
      w1 = f32x4.relaxed_madd(w, b1, w1)
      bp += 64
    }
  }
  v128.store(c, f32x4.pmax(x0, floor))
  v128.store(c, f32x4.pmax(x1, floor), 16)
  v128.store(c, f32x4.pmax(y0, floor), 64)
  v128.store(c, f32x4.pmax(y1, floor), 80)
  v128.store(c, f32x4.pmax(z0, floor), 128)
  v128.store(c, f32x4.pmax(z1, floor), 144)
  v128.store(c, f32x4.pmax(w0, floor), 192)
  v128.store(c, f32x4.pmax(w1, floor), 208)
}
