import { valueText } from '#core/parameters/value_text'
import type { StudyAnalysis } from '#core/tuning/analysis/study_analysis'
import { ownUnit } from '#core/tuning/objectives'
import type { Dimension } from '#core/tuning/search_space'
import type { StudyHead } from '#services/tuning/study_head'
import type { PointSeries } from '#transformers/charts/chart_spec'

/** A study as its figures are made from it. */
export interface DrawnStudy {
  readonly studyId: number
  readonly plan: StudyHead['plan']
  readonly analysis: StudyAnalysis
}

/** A turned value of the first objective in its own unit. */
export function inOwnUnit({ plan }: DrawnStudy): (value: number) => number {
  return (value) => ownUnit(plan, value)
}

/** Where a trial opens. */
export function pathOf({ studyId }: DrawnStudy, trial: number): string {
  return `/studies/${studyId}/trials/${trial}`
}

/** A trial as a mark; `y` null is not drawn. */
export interface TrialMark {
  readonly x: number
  readonly y: number
  readonly trial: number
}

type Look = Pick<PointSeries, 'key' | 'label' | 'color' | 'shape'>

/** Marks that open their trials, in order of x. */
export function trialMarks(
  study: DrawnStudy,
  look: Look,
  marks: readonly TrialMark[]
): PointSeries {
  const ascending = marks.toSorted((a, b) => a.x - b.x)
  return {
    kind: 'points',
    ...look,
    x: ascending.map(({ x }) => x),
    y: ascending.map(({ y }) => y),
    links: ascending.map(({ trial }) => pathOf(study, trial)),
  }
}

/** A coordinate of an axis in words; `dimension` null: the objective. */
export function tickText(dimension: Dimension | null, value: number): string {
  if (dimension?.type === 'categorical') return valueText(dimension.choices[value] ?? null)
  return String(Number(value.toPrecision(3)))
}

/** A ratio of two digits, with a true minus. */
export function ratioText(value: number): string {
  return value.toFixed(2).replace('-', '−')
}

/** Class of a shade for -1 to 1. */
export function shade(value: number): string {
  const level = Math.min(6, Math.ceil(Math.abs(value) * 6))
  return level === 0 ? '' : `${value > 0 ? 'gain' : 'loss'}-${level}`
}
