/**
 * Whether relaxed multiply-add rounds once on this processor: (1 + 2⁻¹²)² − (1 + 2⁻¹¹) is 2⁻²⁴ when it
 * does, and 0 when the product is rounded first. The numbers come from memory, so that no compiler
 * reckons them beforehand.
 */
export function isFused(at: usize): bool {
  const x = v128.load(at)
  return f32x4.extract_lane(f32x4.relaxed_madd(x, x, v128.load(at, 16)), 0) != 0
}
