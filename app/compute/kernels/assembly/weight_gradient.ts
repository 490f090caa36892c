/**
 * D[i, o] = Σ_b X[b, i] · G[b, o] and d[o] = Σ_b G[b, o]: the gradient of a layer's weights and bias.
 * float32, panels as in `forward`; D has the layout of the weights, 8 · k8 rows. b ascends.
 *
 * @param batch rows of X and G
 * @param k8 panels of X
 * @param n8 panels of G and D
 */
export function weightGradient(
  d: usize, bias: usize, x: usize, g: usize,
  batch: i32, k8: i32, n8: i32, xPanel: i32, gPanel: i32, dPanel: i32
): void {
  const bytes = <usize>(batch << 5)
  for (let n = 0; n < n8; n++) {
    const gn = g + <usize>(n * gPanel)
    sumRows(bias + <usize>(n << 5), gn, bytes)
    let dp = d + <usize>(n * dPanel)
    for (let p = 0; p < k8; p++) {
      const xp = x + <usize>(p * xPanel)
      fourRows(dp, xp, gn, bytes)
      fourRows(dp + 128, xp + 16, gn, bytes)
      dp += 256
    }
  }
}

/** Four rows of D by eight columns. */
@inline
function fourRows(d: usize, x: usize, g: usize, bytes: usize): void {
  const zero = f32x4.splat(0)
  let a0 = zero, a1 = zero, b0 = zero, b1 = zero, c0 = zero, c1 = zero, e0 = zero, e1 = zero
  const end = g + bytes
  let xp = x
  for (let gp = g; gp < end; gp += 32) {
    const g0 = v128.load(gp)
    const g1 = v128.load(gp, 16)
    let s = v128.load32_splat(xp)
    a0 = f32x4.relaxed_madd(s, g0, a0)
    a1 = f32x4.relaxed_madd(s, g1, a1)
    s = v128.load32_splat(xp, 4)
    b0 = f32x4.relaxed_madd(s, g0, b0)
    b1 = f32x4.relaxed_madd(s, g1, b1)
    s = v128.load32_splat(xp, 8)
    c0 = f32x4.relaxed_madd(s, g0, c0)
    c1 = f32x4.relaxed_madd(s, g1, c1)
    s = v128.load32_splat(xp, 12)
    e0 = f32x4.relaxed_madd(s, g0, e0)
    e1 = f32x4.relaxed_madd(s, g1, e1)
    xp += 32
  }
  v128.store(d, a0)
  v128.store(d, a1, 16)
  v128.store(d, b0, 32)
  v128.store(d, b1, 48)
  v128.store(d, c0, 64)
  v128.store(d, c1, 80)
  v128.store(d, e0, 96)
  v128.store(d, e1, 112)
}

@inline
function sumRows(out: usize, g: usize, bytes: usize): void {
  let s0 = f32x4.splat(0), s1 = f32x4.splat(0)
  const end = g + bytes
  for (let gp = g; gp < end; gp += 32) {
    s0 = f32x4.add(s0, v128.load(gp))
    s1 = f32x4.add(s1, v128.load(gp, 16))
  }
  v128.store(out, s0)
  v128.store(out, s1, 16)
}
