/**
 * C[b, o] = bias[o] + Σ_k A[b, k] · B[k, o], then max(·, 0) where `relu`. float32.
 *
 * Matrices lie in panels of 8 columns: [columns / 8][rows][8], so that a tile of 4 rows by 8 columns is
 * 128 bytes in a row and every load of B follows the one before. k ascends: a row's bits depend neither
 * on the batch nor on the tile. One step of k: 8 multiply-adds on 2 loads of B and 4 splats of A.
 *
 * @param rows rows of A and C, a multiple of 4
 * @param k8 panels of A; B has 8 · k8 rows
 * @param n8 panels of B and C
 * @param aPanel, bPanel, cPanel bytes from one panel to the next
 */
export function forward(
  c: usize, a: usize, b: usize, bias: usize,
  rows: i32, k8: i32, n8: i32, aPanel: i32, bPanel: i32, cPanel: i32, relu: bool
): void {
  const least = relu ? f32x4.splat(0) : f32x4.splat(-f32.MAX_VALUE)
  for (let n = 0; n < n8; n++) {
    const bn = b + <usize>(n * bPanel)
    const cn = c + <usize>(n * cPanel)
    const bias0 = v128.load(bias + <usize>(n << 5))
    const bias1 = v128.load(bias + <usize>(n << 5), 16)
    for (let m = 0; m < rows; m += 4) {
      let x0 = bias0, x1 = bias1, y0 = bias0, y1 = bias1
      let z0 = bias0, z1 = bias1, w0 = bias0, w1 = bias1
      let ap = a + <usize>(m << 5)
      let bp = bn
      for (let p = 0; p < k8; p++) {
        const end = ap + 32
        for (let q = ap; q < end; q += 4) {
          const b0 = v128.load(bp)
          const b1 = v128.load(bp, 16)
          let s = v128.load32_splat(q)
          x0 = f32x4.relaxed_madd(s, b0, x0)
          x1 = f32x4.relaxed_madd(s, b1, x1)
          s = v128.load32_splat(q, 32)
          y0 = f32x4.relaxed_madd(s, b0, y0)
          y1 = f32x4.relaxed_madd(s, b1, y1)
          s = v128.load32_splat(q, 64)
          z0 = f32x4.relaxed_madd(s, b0, z0)
          z1 = f32x4.relaxed_madd(s, b1, z1)
          s = v128.load32_splat(q, 96)
          w0 = f32x4.relaxed_madd(s, b0, w0)
          w1 = f32x4.relaxed_madd(s, b1, w1)
          bp += 32
        }
        ap += <usize>aPanel
      }
      // pmax(x, y) is y where x < y, else x: a NaN stays a NaN
      const cp = cn + <usize>(m << 5)
      v128.store(cp, f32x4.pmax(x0, least))
      v128.store(cp, f32x4.pmax(x1, least), 16)
      v128.store(cp, f32x4.pmax(y0, least), 32)
      v128.store(cp, f32x4.pmax(y1, least), 48)
      v128.store(cp, f32x4.pmax(z0, least), 64)
      v128.store(cp, f32x4.pmax(z1, least), 80)
      v128.store(cp, f32x4.pmax(w0, least), 96)
      v128.store(cp, f32x4.pmax(w1, least), 112)
    }
  }
}
