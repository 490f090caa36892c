/**
 * T[o, i] = W[i, o], both in panels of 8 columns: block by block of 8 × 8, each 256 bytes in a row.
 *
 * @param k8 panels that W's rows would fill, n8 panels of W
 */
export function transpose(t: usize, w: usize, k8: i32, n8: i32): void {
  for (let n = 0; n < n8; n++) {
    for (let p = 0; p < k8; p++) {
      const from = w + <usize>((n * k8 + p) << 8)
      const to = t + <usize>((p * n8 + n) << 8)
      block(to, from)
      block(to + 128, from + 16)
      block(to + 16, from + 128)
      block(to + 144, from + 144)
    }
  }
}

/** 4 × 4 numbers, rows 32 bytes apart. */
@inline
function block(to: usize, from: usize): void {
  const a = v128.load(from)
  const b = v128.load(from, 32)
  const c = v128.load(from, 64)
  const d = v128.load(from, 96)
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5))
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), 32)
  v128.store(to, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), 64)
  v128.store(to, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), 96)
}
