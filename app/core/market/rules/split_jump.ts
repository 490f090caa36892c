import type { SourcedSeries } from '../series.ts'
import { barsText, type ValidationRule } from './rule.ts'

/** Ratios at which shares are split or merged. */
const RATIOS = [3 / 2, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 40, 50]
/** Largest difference of logarithms at which a step looks like a ratio. */
const NEAR = 0.05

/**
 * Steps from the last close to the open, after the declared splits have been put in once: so a split
 * that is missing, and one that was declared but is in the prices already, both show.
 */
export const splitJumpRule: ValidationRule = {
  name: 'split_jump',
  checks: 'No open jumps from the last close by the ratio of a split that is not accounted for.',
  severity: 'warning',
  repair: null,
  find: (data) => {
    const { series } = data
    const declared = declaredRatios(data)
    const bars: number[] = []
    let first = ''
    for (let t = 1; t < series.length; t++) {
      const step = (series.open[t] / series.close[t - 1]) * (declared.get(series.time[t]) ?? 1)
      const ratio = nearRatio(step)
      if (ratio === null) continue
      bars.push(t)
      if (bars.length === 1) {
        first = `the open ${series.open[t]} is ${text(step)} times the last close ${series.close[t - 1]}, like a split of ${ratio}`
      }
    }
    if (bars.length === 0) return null
    return { bars, message: `${barsText(series, bars)}${first}.` }
  },
}

/** By the time of their bar, the ratios that the prices do not include yet. */
function declaredRatios({ actions, splitAdjusted }: SourcedSeries): Map<number, number> {
  const ratios = new Map<number, number>()
  if (splitAdjusted) return ratios
  for (const action of actions) {
    if (action.kind === 'split') ratios.set(action.time, action.ratio)
  }
  return ratios
}

function nearRatio(step: number): string | null {
  const size = Math.abs(Math.log(step))
  const ratio = RATIOS.find((candidate) => Math.abs(size - Math.log(candidate)) <= NEAR)
  if (ratio === undefined) return null
  return step < 1 ? `${ratio}:1` : `1:${ratio}`
}

function text(step: number): string {
  return String(Number(step.toPrecision(4)))
}
