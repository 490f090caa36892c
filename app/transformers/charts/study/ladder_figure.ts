import {
  inOwnUnit,
  trialMarks,
  type DrawnStudy,
  type TrialMark,
} from '#transformers/charts/study/drawn_study'
import type { ChartSpec } from '#transformers/charts/chart_spec'

/** Marks of a rung lie within so much of its line, so that equal values stay apart. */
const SPREAD = 0.3
const GOLDEN = 0.618034

/** Every trial at each rung that it reached, and the value that is to be passed there. */
export function ladderFigure(study: DrawnStudy): ChartSpec {
  const own = inOwnUnit(study)
  const { ladder } = study.analysis
  const marks = (wanted: boolean) =>
    ladder.flatMap(({ rung, entries }) =>
      entries.flatMap(({ trial, value, promoted }): TrialMark[] =>
        value === null || promoted !== wanted
          ? []
          : [{ x: own(value), y: heightOf(rung, trial), trial }]
      )
    )
  const toPass = ladder
    .flatMap(({ rung, toPass: x }) => (x === null ? [] : [{ x: own(x), y: rung }]))
    .toSorted((a, b) => a.x - b.x)
  return {
    x: { kind: 'number', label: 'Objective at the rung', values: [], format: 'plain' },
    panes: [
      {
        key: 'rung',
        label: 'Rung',
        format: 'whole',
        height: 'h340',
        min: -0.5,
        max: ladder.length - 0.5,
        names: ladder.map(({ rung, resource }) => `${rung} · ${resource} ep`),
        series: [
          trialMarks(study, { key: 'promoted', label: 'Promoted', color: 'c1' }, marks(true)),
          trialMarks(
            study,
            { key: 'waiting', label: 'Not promoted', color: 'c6', shape: 'ring' },
            marks(false)
          ),
          {
            kind: 'points',
            key: 'to_pass',
            label: 'Value to pass',
            color: 'c2',
            shape: 'stroke',
            x: toPass.map(({ x }) => x),
            y: toPass.map(({ y }) => y),
          },
        ],
      },
    ],
  }
}

/** The same for a trial each time: its path must not move when the page is drawn anew. */
export function heightOf(rung: number, trial: number): number {
  return rung + (((trial * GOLDEN) % 1) * 2 - 1) * SPREAD
}

/** A trial's marks in the ladder, from the lowest rung on; rungs without a value are left out. */
export function ladderPath(
  rungs: readonly { readonly rung: number; readonly value: number | null }[],
  trial: number
): { x: number; y: number }[] {
  return rungs.flatMap(({ rung, value }) =>
    value === null ? [] : [{ x: value, y: heightOf(rung, trial) }]
  )
}
