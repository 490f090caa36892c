/** Σ g² over `bytes`, a multiple of 64; four partial sums of vectors. */
export function squares(g: usize, bytes: usize): f32 {
  const zero = f32x4.splat(0)
  let s0 = zero, s1 = zero, s2 = zero, s3 = zero
  const end = g + bytes
  for (let p = g; p < end; p += 64) {
    const a = v128.load(p)
    const b = v128.load(p, 16)
    const c = v128.load(p, 32)
    const d = v128.load(p, 48)
    s0 = f32x4.relaxed_madd(a, a, s0)
    s1 = f32x4.relaxed_madd(b, b, s1)
    s2 = f32x4.relaxed_madd(c, c, s2)
    s3 = f32x4.relaxed_madd(d, d, s3)
  }
  const s = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))
  return (
    f32x4.extract_lane(s, 0) + f32x4.extract_lane(s, 1) +
    (f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3))
  )
}

/**
 * Adam (Kingma & Ba 2015, algorithm 1) on `bytes`, a multiple of 32, in one pass:
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − rate · m / (√v · root + ε), g scaled first.
 *
 * @param scale of the gradient, 1 or clip / norm
 * @param rate learning rate / (1 − β₁ᵗ); @param root 1 / √(1 − β₂ᵗ)
 */
export function adam(
  w: usize, m: usize, v: usize, g: usize, bytes: usize, scale: f32, rate: f32, root: f32
): void {
  // written out: 1 − 0.999 in float32 is 0.00100005
  const beta1 = f32x4.splat(0.9)
  const rest1 = f32x4.splat(0.1)
  const beta2 = f32x4.splat(0.999)
  const rest2 = f32x4.splat(0.001)
  const epsilon = f32x4.splat(1e-8)
  const scales = f32x4.splat(scale)
  const rates = f32x4.splat(rate)
  const roots = f32x4.splat(root)
  for (let i: usize = 0; i < bytes; i += 32) {
    const g0 = f32x4.mul(v128.load(g + i), scales)
    const g1 = f32x4.mul(v128.load(g + i, 16), scales)
    const m0 = f32x4.relaxed_madd(beta1, v128.load(m + i), f32x4.mul(rest1, g0))
    const m1 = f32x4.relaxed_madd(beta1, v128.load(m + i, 16), f32x4.mul(rest1, g1))
    const v0 = f32x4.relaxed_madd(beta2, v128.load(v + i), f32x4.mul(rest2, f32x4.mul(g0, g0)))
    const v1 = f32x4.relaxed_madd(beta2, v128.load(v + i, 16), f32x4.mul(rest2, f32x4.mul(g1, g1)))
    const below0 = f32x4.relaxed_madd(f32x4.sqrt(v0), roots, epsilon)
    const below1 = f32x4.relaxed_madd(f32x4.sqrt(v1), roots, epsilon)
    const w0 = f32x4.sub(v128.load(w + i), f32x4.div(f32x4.mul(rates, m0), below0))
    const w1 = f32x4.sub(v128.load(w + i, 16), f32x4.div(f32x4.mul(rates, m1), below1))
    v128.store(m + i, m0)
    v128.store(m + i, m1, 16)
    v128.store(v + i, v0)
    v128.store(v + i, v1, 16)
    v128.store(w + i, w0)
    v128.store(w + i, w1, 16)
  }
}

/** θ' ← τθ + (1 − τ)θ' on `bytes`, a multiple of 16. */
export function softUpdate(target: usize, online: usize, bytes: usize, tau: f32): void {
  const share = f32x4.splat(tau)
  const rest = f32x4.splat(1 - tau)
  for (let i: usize = 0; i < bytes; i += 16) {
    const kept = f32x4.mul(rest, v128.load(target + i))
    v128.store(target + i, f32x4.relaxed_madd(share, v128.load(online + i), kept))
  }
}
