import type { FrontTrial } from '#core/tuning/analysis/study_analysis'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import { trialMarks, type DrawnStudy } from '#transformers/charts/study/drawn_study'
import type { ChartSpec } from '#transformers/charts/chart_spec'
import { counted } from '../../../../resources/format/numbers.ts'

/**
 * Both objectives where each trial came furthest, a series for each number of episodes, and the front of
 * those that came furthest of all; null with one objective.
 */
export function frontFigure(study: DrawnStudy): ChartSpec | null {
  const { front } = study.analysis
  const [first, second] = study.plan.objectives
  if (front === null || second === undefined) return null
  const sign = (direction: string) => (direction === 'maximize' ? 1 : -1)
  const marksOf = (trials: readonly FrontTrial[]) =>
    trials.map((trial) => ({
      x: trial.first * sign(first.direction),
      y: trial.second * sign(second.direction),
      trial: trial.number,
    }))
  const resources = [...new Set(front.trials.map(({ resource }) => resource))]
  const groups = resources
    .toSorted((a, b) => b - a)
    .map((resource) => {
      const isTop = resource === front.resource
      const look = isTop
        ? ({ color: 'c1', shape: 'circle' } as const)
        : ({ color: 'line-strong', shape: 'ring' } as const)
      const key = `at-${resource}`
      const trials = front.trials.filter((trial) => trial.resource === resource)
      return trialMarks(
        study,
        { key, label: counted(resource, 'episode'), ...look },
        marksOf(trials)
      )
    })
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
          ...groups,
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

/** What the front is of. */
export function frontWords({ analysis: { front } }: DrawnStudy): string {
  return front === null || front.compared === 0
    ? 'No trial has a value of both objectives yet'
    : `Of the ${counted(front.compared, 'trial')} at ${counted(front.resource, 'episode')}, the most that any reached; on the front no other of them is better in both. Grey: trials of fewer episodes, not compared`
}
