import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import type { StudyHead } from '#services/tuning/study_head'
import type { TrialCurve } from '#services/pages/studies/trial_curves'
import type { ChartSpec } from '#transformers/charts/chart_spec'

const DASHES = ['solid', 'dashed', 'dotted', 'dash_dot', 'long_dash', 'dash_dot_dot'] as const
const COLORS = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'] as const

/** How trials learnt; null where none has been validated. */
export function curvesFigure(
  curves: readonly TrialCurve[],
  { best, plan }: Pick<StudyHead, 'best' | 'plan'>
): ChartSpec | null {
  if (curves.length === 0) return null
  return {
    x: { kind: 'number', label: 'Episode', values: [], min: 0, max: plan.base.training.episodes },
    panes: [
      {
        key: 'objective',
        label: learntWords(plan),
        format: 'ratio',
        height: 'h280',
        series: curves.map(({ trial, episodes: x, values: y }, k) => ({
          kind: 'line' as const,
          key: `trial_${trial}`,
          label:
            trial === 0
              ? 'Trial 0, the defaults'
              : `Trial ${trial}${trial === best?.trial ? ', the best' : ''}`,
          color: COLORS[k % COLORS.length],
          dash: DASHES[Math.floor(k / 2) % DASHES.length],
          x,
          y,
        })),
      },
    ],
  }
}

/** What learning curves show, in words. */
export function learntWords({ objectives, seeds }: StudyHead['plan']): string {
  const label = OBJECTIVE_LABELS[objectives[0].metric]
  return seeds.length === 1 ? label : `${label}, median of ${seeds.length} seeds`
}
