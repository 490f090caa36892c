/**
 * G[b, i] = H[b, i] > 0 ? G[b, i] : 0, the gradient before a ReLU whose output was H; its derivative
 * at 0 is 0. Float32 on `bytes`, a multiple of 32.
 */
export function maskGradient(g: usize, h: usize, bytes: usize): void {
  const zero = f32x4.splat(0)
  for (let i: usize = 0; i < bytes; i += 32) {
    const low = v128.and(v128.load(g + i), f32x4.lt(zero, v128.load(h + i)))
    const high = v128.and(v128.load(g + i, 16), f32x4.lt(zero, v128.load(h + i, 16)))
    v128.store(g + i, low)
    v128.store(g + i, high, 16)
  }
}

/** d[o] = Σ_b G[b, o], the gradient of a bias; b ascends. `panels` of 16 columns with `rows` rows each. */
export function biasGradient(d: usize, g: usize, rows: i32, panels: i32): void {
  let gp = g
  for (let p = 0; p < panels; p++) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
    for (const end = gp + <usize>(rows << 6); gp < end; gp += 64) {
      s0 = f32x4.add(s0, v128.load(gp))
      s1 = f32x4.add(s1, v128.load(gp, 16))
      s2 = f32x4.add(s2, v128.load(gp, 32))
      s3 = f32x4.add(s3, v128.load(gp, 48))
    }
    const to = d + <usize>(p << 6)
    v128.store(to, s0)
    v128.store(to, s1, 16)
    v128.store(to, s2, 32)
    v128.store(to, s3, 48)
  }
}
