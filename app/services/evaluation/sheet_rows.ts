import { METRIC_NAMES, type MetricValues } from '#core/evaluation/metrics/metric_list'
import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'

interface MetricRow {
  readonly evaluation_id: number
  readonly subject: string
  readonly run_id: number | null
  readonly episode_id: number | null
  readonly metric: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

/**
 * The figures of a tear sheet as rows that can be filtered and sorted: each seed (`agent`), their
 * median with the lowest and highest seed, each benchmark, the paired differences to it, and what is
 * inferred of the shown seed, with 95 % intervals where there are some.
 */
export function sheetRows(
  evaluationId: number,
  sheet: TearSheet,
  episodes: ReadonlyMap<number, number>
): MetricRow[] {
  const { agents, shown, spread, benchmarks, intervals, inference, stress } = sheet
  const row = (
    subject: string,
    metric: string,
    value: number | null,
    ends: { low: number; high: number } | null = null,
    runId: number | null = null
  ): MetricRow => ({
    evaluation_id: evaluationId,
    subject,
    run_id: runId,
    episode_id: runId === null ? null : (episodes.get(runId) ?? null),
    metric,
    value,
    low: ends?.low ?? null,
    high: ends?.high ?? null,
  })
  const named: Readonly<Record<string, { low: number; high: number } | null>> = {
    sharpe: intervals?.sharpe ?? null,
    cagr: intervals?.cagr ?? null,
    max_drawdown: intervals?.maxDrawdown ?? null,
  }
  const all = (subject: string, metrics: MetricValues, runId: number | null, isShown: boolean) =>
    METRIC_NAMES.map((metric) =>
      row(subject, metric, metrics[metric], isShown ? (named[metric] ?? null) : null, runId)
    )
  return [
    ...agents.flatMap(({ runId, metrics }, k) => all('agent', metrics, runId, k === shown)),
    ...METRIC_NAMES.map((metric) => {
      const { median, lowest: low, highest: high } = spread[metric]
      return row('median', metric, median, low === null || high === null ? null : { low, high })
    }),
    ...benchmarks.flatMap((benchmark) => [
      ...all(benchmark.name, benchmark.metrics, null, false),
      row(
        benchmark.name,
        'sharpe_difference',
        benchmark.sharpeDifference,
        benchmark.sharpeInterval
      ),
      row(
        benchmark.name,
        'log_return_difference',
        benchmark.logReturnDifference,
        benchmark.logReturnInterval
      ),
    ]),
    row('shown', 'probabilistic_sharpe', inference.probabilistic),
    row('shown', 'deflated_sharpe', inference.deflated),
    row('shown', 'minimum_track_record', inference.minimumTrackRecord),
    row('shown', 'trials', inference.trials),
    row('shown', 'break_even_cost', typeof stress.breakEven === 'number' ? stress.breakEven : null),
  ]
}
