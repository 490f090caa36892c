/**
 * 6 rows by 16 columns of `product`: a step of k is 24 multiply-adds on 4 loads of B and 6 splats of A.
 * Stores name their places by constants: only so V8 sees that they are neighbours.
 */
export function tile6x16(
  c: usize, a: usize, b: usize, first: usize, k8: i32, aPanel: i32, least: f32
): void {
  let x0 = v128.load(first), x1 = v128.load(first, 16), x2 = v128.load(first, 32), x3 = v128.load(first, 48)
  let y0 = x0, y1 = x1, y2 = x2, y3 = x3
  let z0 = x0, z1 = x1, z2 = x2, z3 = x3
  let w0 = x0, w1 = x1, w2 = x2, w3 = x3
  let s0 = x0, s1 = x1, s2 = x2, s3 = x3
  let t0 = x0, t1 = x1, t2 = x2, t3 = x3
  let bp = b
  for (let p = 0; p < k8; p++) {
    const ap = a + <usize>((p >> 1) * aPanel + ((p & 1) << 5))
    const end = ap + 32
    for (let q = ap; q < end; q += 4) {
      const b0 = v128.load(bp), b1 = v128.load(bp, 16), b2 = v128.load(bp, 32), b3 = v128.load(bp, 48)
      const x = v128.load32_splat(q)
      x0 = f32x4.relaxed_madd(x, b0, x0)
      x1 = f32x4.relaxed_madd(x, b1, x1)
      x2 = f32x4.relaxed_madd(x, b2, x2)
      x3 = f32x4.relaxed_madd(x, b3, x3)
      const y = v128.load32_splat(q, 64)
      y0 = f32x4.relaxed_madd(y, b0, y0)
      y1 = f32x4.relaxed_madd(y, b1, y1)
      y2 = f32x4.relaxed_madd(y, b2, y2)
      y3 = f32x4.relaxed_madd(y, b3, y3)
      const z = v128.load32_splat(q, 128)
      z0 = f32x4.relaxed_madd(z, b0, z0)
      z1 = f32x4.relaxed_madd(z, b1, z1)
      z2 = f32x4.relaxed_madd(z, b2, z2)
      z3 = f32x4.relaxed_madd(z, b3, z3)
      const w = v128.load32_splat(q, 192)
      w0 = f32x4.relaxed_madd(w, b0, w0)
      w1 = f32x4.relaxed_madd(w, b1, w1)
      w2 = f32x4.relaxed_madd(w, b2, w2)
      w3 = f32x4.relaxed_madd(w, b3, w3)
      const s = v128.load32_splat(q, 256)
      s0 = f32x4.relaxed_madd(s, b0, s0)
      s1 = f32x4.relaxed_madd(s, b1, s1)
      s2 = f32x4.relaxed_madd(s, b2, s2)
      s3 = f32x4.relaxed_madd(s, b3, s3)
      const t = v128.load32_splat(q, 320)
      t0 = f32x4.relaxed_madd(t, b0, t0)
      t1 = f32x4.relaxed_madd(t, b1, t1)
      t2 = f32x4.relaxed_madd(t, b2, t2)
      t3 = f32x4.relaxed_madd(t, b3, t3)
      bp += 64
    }
  }
  const floor = f32x4.splat(least)
  v128.store(c, f32x4.pmax(x0, floor))
  v128.store(c, f32x4.pmax(x1, floor), 16)
  v128.store(c, f32x4.pmax(x2, floor), 32)
  v128.store(c, f32x4.pmax(x3, floor), 48)
  v128.store(c, f32x4.pmax(y0, floor), 64)
  v128.store(c, f32x4.pmax(y1, floor), 80)
  v128.store(c, f32x4.pmax(y2, floor), 96)
  v128.store(c, f32x4.pmax(y3, floor), 112)
  v128.store(c, f32x4.pmax(z0, floor), 128)
  v128.store(c, f32x4.pmax(z1, floor), 144)
  v128.store(c, f32x4.pmax(z2, floor), 160)
  v128.store(c, f32x4.pmax(z3, floor), 176)
  v128.store(c, f32x4.pmax(w0, floor), 192)
  v128.store(c, f32x4.pmax(w1, floor), 208)
  v128.store(c, f32x4.pmax(w2, floor), 224)
  v128.store(c, f32x4.pmax(w3, floor), 240)
  v128.store(c, f32x4.pmax(s0, floor), 256)
  v128.store(c, f32x4.pmax(s1, floor), 272)
  v128.store(c, f32x4.pmax(s2, floor), 288)
  v128.store(c, f32x4.pmax(s3, floor), 304)
  v128.store(c, f32x4.pmax(t0, floor), 320)
  v128.store(c, f32x4.pmax(t1, floor), 336)
  v128.store(c, f32x4.pmax(t2, floor), 352)
  v128.store(c, f32x4.pmax(t3, floor), 368)
}

/** 4 rows by 16 columns. */
export function tile4x16(
  c: usize, a: usize, b: usize, first: usize, k8: i32, aPanel: i32, least: f32
): void {
  let x0 = v128.load(first), x1 = v128.load(first, 16), x2 = v128.load(first, 32), x3 = v128.load(first, 48)
  let y0 = x0, y1 = x1, y2 = x2, y3 = x3
  let z0 = x0, z1 = x1, z2 = x2, z3 = x3
  let w0 = x0, w1 = x1, w2 = x2, w3 = x3
  let bp = b
  for (let p = 0; p < k8; p++) {
    const ap = a + <usize>((p >> 1) * aPanel + ((p & 1) << 5))
    const end = ap + 32
    for (let q = ap; q < end; q += 4) {
      const b0 = v128.load(bp), b1 = v128.load(bp, 16), b2 = v128.load(bp, 32), b3 = v128.load(bp, 48)
      const x = v128.load32_splat(q)
      x0 = f32x4.relaxed_madd(x, b0, x0)
      x1 = f32x4.relaxed_madd(x, b1, x1)
      x2 = f32x4.relaxed_madd(x, b2, x2)
      x3 = f32x4.relaxed_madd(x, b3, x3)
      const y = v128.load32_splat(q, 64)
      y0 = f32x4.relaxed_madd(y, b0, y0)
      y1 = f32x4.relaxed_madd(y, b1, y1)
      y2 = f32x4.relaxed_madd(y, b2, y2)
      y3 = f32x4.relaxed_madd(y, b3, y3)
      const z = v128.load32_splat(q, 128)
      z0 = f32x4.relaxed_madd(z, b0, z0)
      z1 = f32x4.relaxed_madd(z, b1, z1)
      z2 = f32x4.relaxed_madd(z, b2, z2)
      z3 = f32x4.relaxed_madd(z, b3, z3)
      const w = v128.load32_splat(q, 192)
      w0 = f32x4.relaxed_madd(w, b0, w0)
      w1 = f32x4.relaxed_madd(w, b1, w1)
      w2 = f32x4.relaxed_madd(w, b2, w2)
      w3 = f32x4.relaxed_madd(w, b3, w3)
      bp += 64
    }
  }
  const floor = f32x4.splat(least)
  v128.store(c, f32x4.pmax(x0, floor))
  v128.store(c, f32x4.pmax(x1, floor), 16)
  v128.store(c, f32x4.pmax(x2, floor), 32)
  v128.store(c, f32x4.pmax(x3, floor), 48)
  v128.store(c, f32x4.pmax(y0, floor), 64)
  v128.store(c, f32x4.pmax(y1, floor), 80)
  v128.store(c, f32x4.pmax(y2, floor), 96)
  v128.store(c, f32x4.pmax(y3, floor), 112)
  v128.store(c, f32x4.pmax(z0, floor), 128)
  v128.store(c, f32x4.pmax(z1, floor), 144)
  v128.store(c, f32x4.pmax(z2, floor), 160)
  v128.store(c, f32x4.pmax(z3, floor), 176)
  v128.store(c, f32x4.pmax(w0, floor), 192)
  v128.store(c, f32x4.pmax(w1, floor), 208)
  v128.store(c, f32x4.pmax(w2, floor), 224)
  v128.store(c, f32x4.pmax(w3, floor), 240)
}

/** 8 rows by the first 8 columns of a panel. */
export function tile8x8(
  c: usize, a: usize, b: usize, first: usize, k8: i32, aPanel: i32, least: f32
): void {
  let x0 = v128.load(first), x1 = v128.load(first, 16)
  let y0 = x0, y1 = x1, z0 = x0, z1 = x1, w0 = x0, w1 = x1
  let s0 = x0, s1 = x1, t0 = x0, t1 = x1, u0 = x0, u1 = x1, v0 = x0, v1 = x1
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
      const s = v128.load32_splat(q, 256)
      s0 = f32x4.relaxed_madd(s, b0, s0)
      s1 = f32x4.relaxed_madd(s, b1, s1)
      const t = v128.load32_splat(q, 320)
      t0 = f32x4.relaxed_madd(t, b0, t0)
      t1 = f32x4.relaxed_madd(t, b1, t1)
      const u = v128.load32_splat(q, 384)
      u0 = f32x4.relaxed_madd(u, b0, u0)
      u1 = f32x4.relaxed_madd(u, b1, u1)
      const v = v128.load32_splat(q, 448)
      v0 = f32x4.relaxed_madd(v, b0, v0)
      v1 = f32x4.relaxed_madd(v, b1, v1)
      bp += 64
    }
  }
  const floor = f32x4.splat(least)
  v128.store(c, f32x4.pmax(x0, floor))
  v128.store(c, f32x4.pmax(x1, floor), 16)
  v128.store(c, f32x4.pmax(y0, floor), 64)
  v128.store(c, f32x4.pmax(y1, floor), 80)
  v128.store(c, f32x4.pmax(z0, floor), 128)
  v128.store(c, f32x4.pmax(z1, floor), 144)
  v128.store(c, f32x4.pmax(w0, floor), 192)
  v128.store(c, f32x4.pmax(w1, floor), 208)
  v128.store(c, f32x4.pmax(s0, floor), 256)
  v128.store(c, f32x4.pmax(s1, floor), 272)
  v128.store(c, f32x4.pmax(t0, floor), 320)
  v128.store(c, f32x4.pmax(t1, floor), 336)
  v128.store(c, f32x4.pmax(u0, floor), 384)
  v128.store(c, f32x4.pmax(u1, floor), 400)
  v128.store(c, f32x4.pmax(v0, floor), 448)
  v128.store(c, f32x4.pmax(v1, floor), 464)
}
