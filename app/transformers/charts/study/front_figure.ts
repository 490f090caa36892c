import type { TwoValued } from '#core/tuning/analysis/pareto_front'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import { trialMarks, type DrawnStudy } from '#transformers/charts/study/drawn_study'
import type { ChartSpec } from '#transformers/charts/chart_spec'

/** Both objectives where each trial came furthest; null with one objective. */
export function frontFigure(study: DrawnStudy): ChartSpec | null {
  const { front } = study.analysis
  const [first, second] = study.plan.objectives
  if (front === null || second === undefined) return null
  const sign = (direction: string) => (direction === 'maximize' ? 1 : -1)
  const marksOf = (trials: readonly TwoValued[]) =>
    trials.map((trial) => ({
      x: trial.first * sign(first.direction),
      y: trial.second * sign(second.direction),
      trial: trial.number,
    }))
  const best = marksOf(front.best).toSorted((a, b) => a.x - b.x)
  return {
    x: { kind: 'number', label: OBJECTIVE_LABELS[first.metric], values: [], format: 'plain' },
    panes: [
      {
        key: 'second',
        label: OBJECTIVE_LABELS[second.metric],
        format: 'plain',
        height: 'h280',
        series: [
          trialMarks(study, { key: 'trials', label: 'Trials', color: 'c6' }, marksOf(front.trials)),
          {
            kind: 'line',
            key: 'front',
            label: 'Pareto front',
            color: 'c2',
            dash: 'dashed',
            x: best.map(({ x }) => x),
            y: best.map(({ y }) => y),
          },
        ],
      },
    ],
  }
}
