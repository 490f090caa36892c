export interface RollingBand {
  readonly x: number[]
  readonly median: number[]
  readonly low: number[]
  readonly high: number[]
}

/** Linear interpolation between the closest ranks of ascending values. */
function quantile(ascending: readonly number[], q: number): number {
  const at = (ascending.length - 1) * q
  const below = Math.floor(at)
  const low = ascending[below]!
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!
  return low + (high - low) * (at - below)
}

/**
 * Median and 10th to 90th percentile of the last `width` values at every `stride`-th of them, from the
 * `width`-th on (the first point of a shorter list uses what there is). x is the value's own `x`.
 */
export function rollingBand(
  points: readonly { readonly x: number; readonly y: number | null }[],
  { width, stride }: { readonly width: number; readonly stride: number }
): RollingBand {
  const out: RollingBand = { x: [], median: [], low: [], high: [] }
  const known = points.filter((point): point is { x: number; y: number } => point.y !== null)
  for (let end = Math.min(width, known.length); end > 0 && end <= known.length; end += stride) {
    const window = known.slice(Math.max(0, end - width), end).map(({ y }) => y)
    window.sort((a, b) => a - b)
    out.x.push(known[end - 1]!.x)
    out.median.push(quantile(window, 0.5))
    out.low.push(quantile(window, 0.1))
    out.high.push(quantile(window, 0.9))
  }
  return out
}
