/** Counts of values in bins of one width, of which 0 is a border. */
export interface Bins {
  readonly middles: readonly number[]
  readonly counts: readonly number[]
  /** Distance from 0 to the border farthest from it. */
  readonly edge: number
}

/** Every bin from the least to the greatest value, empty ones too. */
export function equalBins(values: readonly number[], width: number): Bins {
  const counts = new Map<number, number>()
  for (const value of values) {
    const bin = Math.floor(value / width)
    counts.set(bin, (counts.get(bin) ?? 0) + 1)
  }
  const known = [...counts.keys()].sort((a, b) => a - b)
  const [first = 0, last = 0] = [known[0], known.at(-1)]
  const bins = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  return {
    middles: bins.map((bin) => exact((bin + 0.5) * width)),
    counts: bins.map((bin) => counts.get(bin) ?? 0),
    edge: exact(Math.max(Math.abs(first), Math.abs(last + 1)) * width),
  }
}

function exact(value: number): number {
  return Number(value.toPrecision(12))
}

/** 1, 2 or 5 times a power of ten, at least `width`. */
export function niceWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  const factor = [1, 2, 5, 10].find((each) => each * power >= width * (1 - 1e-9)) ?? 10
  return Number((factor * power).toPrecision(3))
}
