/**
 * G'[b, i] = H[b, i] > 0 ? Σ_o G[b, o] · T[o, i] : 0, the gradient before a ReLU whose output was H.
 * float32, panels as in `forward`; T is the transposed weight. o ascends.
 *
 * @param rows rows of G, H and G', a multiple of 4
 * @param k8 panels of G; T has 8 · k8 rows
 * @param n8 panels of T, H and G'
 */
export function inputGradient(
  out: usize, g: usize, t: usize, h: usize,
  rows: i32, k8: i32, n8: i32, gPanel: i32, tPanel: i32, outPanel: i32
): void {
  const zero = f32x4.splat(0)
  for (let n = 0; n < n8; n++) {
    const tn = t + <usize>(n * tPanel)
    const shift = <usize>(n * outPanel)
    for (let m = 0; m < rows; m += 4) {
      let x0 = zero, x1 = zero, y0 = zero, y1 = zero, z0 = zero, z1 = zero, w0 = zero, w1 = zero
      let gp = g + <usize>(m << 5)
      let tp = tn
      for (let p = 0; p < k8; p++) {
        const end = gp + 32
        for (let q = gp; q < end; q += 4) {
          const t0 = v128.load(tp)
          const t1 = v128.load(tp, 16)
          let s = v128.load32_splat(q)
          x0 = f32x4.relaxed_madd(s, t0, x0)
          x1 = f32x4.relaxed_madd(s, t1, x1)
          s = v128.load32_splat(q, 32)
          y0 = f32x4.relaxed_madd(s, t0, y0)
          y1 = f32x4.relaxed_madd(s, t1, y1)
          s = v128.load32_splat(q, 64)
          z0 = f32x4.relaxed_madd(s, t0, z0)
          z1 = f32x4.relaxed_madd(s, t1, z1)
          s = v128.load32_splat(q, 96)
          w0 = f32x4.relaxed_madd(s, t0, w0)
          w1 = f32x4.relaxed_madd(s, t1, w1)
          tp += 32
        }
        gp += <usize>gPanel
      }
      const place = shift + <usize>(m << 5)
      const hp = h + place
      const op = out + place
      v128.store(op, v128.and(x0, f32x4.gt(v128.load(hp), zero)))
      v128.store(op, v128.and(x1, f32x4.gt(v128.load(hp, 16), zero)), 16)
      v128.store(op, v128.and(y0, f32x4.gt(v128.load(hp, 32), zero)), 32)
      v128.store(op, v128.and(y1, f32x4.gt(v128.load(hp, 48), zero)), 48)
      v128.store(op, v128.and(z0, f32x4.gt(v128.load(hp, 64), zero)), 64)
      v128.store(op, v128.and(z1, f32x4.gt(v128.load(hp, 80), zero)), 80)
      v128.store(op, v128.and(w0, f32x4.gt(v128.load(hp, 96), zero)), 96)
      v128.store(op, v128.and(w1, f32x4.gt(v128.load(hp, 112), zero)), 112)
    }
  }
}
