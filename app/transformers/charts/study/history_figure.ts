import { inOwnUnit, trialMarks, type DrawnStudy } from '#transformers/charts/study/drawn_study'
import type { ChartSpec } from '#transformers/charts/chart_spec'

/** Values by number of trial, with the best so far of all trials. */
export function historyFigure(study: DrawnStudy): ChartSpec {
  const own = inOwnUnit(study)
  const { history } = study.analysis
  const x = history.map(({ number }) => number)
  return {
    x: { kind: 'number', label: 'Trial', values: x },
    panes: [
      {
        key: 'value',
        label: 'Objective',
        format: 'plain',
        height: 'h240',
        series: [
          trialMarks(
            study,
            { key: 'trial', label: 'Trial', color: 'c6' },
            history.map(({ number, value }) => ({ x: number, y: own(value), trial: number }))
          ),
          {
            kind: 'line',
            key: 'best',
            label: 'Best so far',
            color: 'c2',
            x,
            y: history.map(({ best }) => own(best)),
          },
        ],
      },
    ],
  }
}
