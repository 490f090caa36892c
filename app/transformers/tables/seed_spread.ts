import { decimal, percent, signedPercent, whole } from '../../../resources/format/numbers.ts'
import { medianOf } from '#services/pages/experiment_summary'
import type { ExperimentRun } from '#services/pages/experiment_page'

/** Where a strip begins and ends, in its own units. */
const LEFT = 6
const WIDTH = 188

interface Hold {
  readonly sharpe?: number | null
  readonly totalReturn?: number | null
  readonly maxDrawdown?: number | null
}

const METRICS = [
  {
    label: 'Sharpe',
    of: (run: ExperimentRun) => run.best_validation,
    hold: (h: Hold) => h.sharpe,
    format: (v: number) => decimal(v),
  },
  {
    label: 'Return',
    of: (run: ExperimentRun) => run.best_return,
    hold: (h: Hold) => h.totalReturn,
    format: (v: number) => signedPercent(v),
  },
  {
    label: 'Max drawdown',
    of: (run: ExperimentRun) => run.best_drawdown,
    hold: (h: Hold) => h.maxDrawdown,
    format: (v: number) => percent(v),
  },
  {
    label: 'Trades',
    of: (run: ExperimentRun) => run.best_trades,
    hold: () => null,
    format: (v: number) => whole(v),
  },
] as const

/** A dot a seed for each final metric, on a line that holds buy and hold too. */
export function seedSpread(runs: readonly ExperimentRun[], hold: Hold | null) {
  return METRICS.map(({ label, of, hold: holdOf, format }) => {
    const points = runs.flatMap((run) => {
      const value = of(run)
      return value === null ? [] : [{ seed: run.seed, value }]
    })
    const values = points.map(({ value }) => value)
    const benchmark = (hold && holdOf(hold)) ?? null
    const all = benchmark === null ? values : [...values, benchmark]
    const [low, high] = [Math.min(...all), Math.max(...all)]
    const x = (value: number) =>
      LEFT + (high > low ? (WIDTH * (value - low)) / (high - low) : WIDTH / 2)
    const median = medianOf(values)
    return {
      label,
      format,
      points: points.map((point) => ({ ...point, x: x(point.value) })),
      hold:
        benchmark === null || values.length === 0 ? null : { value: benchmark, x: x(benchmark) },
      median,
      middle: median === null || values.length < 2 ? null : x(median),
      low: values.length === 0 ? null : Math.min(...values),
      high: values.length === 0 ? null : Math.max(...values),
    }
  })
}
