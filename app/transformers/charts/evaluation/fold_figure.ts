import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { ChartSpec } from '#transformers/charts/chart_spec'

/** Sharpe ratio of every fold: median and range of the seeds, and buy and hold. Null without folds. */
export function foldFigure({ folds, agents }: TearSheet): ChartSpec | null {
  if (folds.length === 0) return null
  const known = folds.map(({ sharpes }) => sharpes.filter((sharpe) => sharpe !== null))
  const seeds = agents.length
  return {
    x: {
      kind: 'number',
      label: 'Fold',
      values: folds.map((_, k) => k + 1),
      labelled: folds.length <= 20,
      min: 0.5,
      max: folds.length + 0.5,
    },
    panes: [
      {
        key: 'folds',
        label: 'Sharpe',
        format: 'ratio',
        height: 'h240',
        levels: [{ y: 0, label: '', color: 'line-strong' }],
        series: [
          {
            kind: 'points',
            key: 'median',
            label: seeds === 1 ? 'Agent' : 'Median seed',
            color: 'c1',
            shape: 'circle',
            y: folds.map(({ median }) => median),
          },
          {
            kind: 'points',
            key: 'hold',
            label: 'Buy and hold',
            color: 'bench',
            shape: 'diamond',
            y: folds.map(({ hold }) => hold),
          },
          ...(seeds === 1
            ? []
            : [
                {
                  kind: 'ranges' as const,
                  key: 'seeds',
                  label: `Range of ${seeds} seeds`,
                  color: 'c1' as const,
                  low: known.map((sharpes) => (sharpes.length === 0 ? null : Math.min(...sharpes))),
                  high: known.map((sharpes) =>
                    sharpes.length === 0 ? null : Math.max(...sharpes)
                  ),
                },
              ]),
        ],
      },
    ],
  }
}
