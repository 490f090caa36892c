import { ownUnit } from '#core/tuning/objectives'
import type { ComparedStudy } from '#services/pages/compare/compared_study'
import type { ChartSpec, LineSeries } from '#transformers/charts/chart_spec'
import { LETTERS, lookOf } from '#transformers/charts/compare_figures'

/** What the best values lie over: episodes handed out, or trials started. */
export type StudiesBy = 'resource' | 'trial'

/** The best of each study so far, as steps; null when none has a value. */
export function compareStudiesFigure(
  compared: readonly ComparedStudy[],
  by: StudiesBy
): ChartSpec | null {
  if (compared.every(({ incumbents }) => incumbents.length === 0)) return null
  return {
    x: {
      kind: 'number',
      label: by === 'trial' ? 'Trials started' : 'Episodes handed out',
      values: [],
      min: 0,
    },
    panes: [
      {
        key: 'best',
        label: 'Best objective so far',
        format: 'plain',
        height: 'h280',
        series: compared.map((study, k) => stepsOf(study, k, by)),
      },
    ],
  }
}

function stepsOf(study: ComparedStudy, k: number, by: StudiesBy): LineSeries {
  const { incumbents, report, plan, title } = study
  const at = by === 'trial' ? ('trials' as const) : ('spent' as const)
  const x: number[] = []
  const y: number[] = []
  for (const incumbent of incumbents) {
    // up to here the one before it was the best
    const before = y.at(-1)
    if (before !== undefined) {
      x.push(incumbent[at])
      y.push(before)
    }
    x.push(incumbent[at])
    y.push(ownUnit(plan, incumbent.value))
  }
  const last = y.at(-1)
  if (last !== undefined) {
    x.push(by === 'trial' ? report.trials : report.resource_used)
    y.push(last)
  }
  return {
    kind: 'line',
    key: `best-${LETTERS[k]}`,
    label: `${LETTERS[k]} ${title}`,
    ...lookOf(k),
    end: LETTERS[k],
    x,
    y,
  }
}
