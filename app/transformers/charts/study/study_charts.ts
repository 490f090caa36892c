import { counted } from '../../../../resources/format/numbers.ts'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import { BEST_KEPT, NEWEST_KEPT } from '#core/tuning/analysis/sample_trials'
import type { StudyPlots } from '#services/pages/studies/study_plots'
import { contourGrid, type AskedPair } from '#transformers/charts/study/contour_grid'
import { correlationTable } from '#transformers/charts/study/correlation_table'
import { curvesFigure, learntWords } from '#transformers/charts/study/curves_figure'
import { inOwnUnit, type DrawnStudy } from '#transformers/charts/study/drawn_study'
import { frontFigure, frontWords } from '#transformers/charts/study/front_figure'
import { historyFigure } from '#transformers/charts/study/history_figure'
import { importanceRows } from '#transformers/charts/study/importance_rows'
import { ladderFigure } from '#transformers/charts/study/ladder_figure'
import { parallelPlot } from '#transformers/charts/study/parallel_plot'
import { sliceFigures } from '#transformers/charts/study/slice_figures'
import { timelineOf } from '#transformers/charts/study/timeline'

/** What a study's page draws, with the reason where there is nothing to draw. */
export function studyCharts(plots: StudyPlots, asked: AskedPair, now: number) {
  const { head, analysis, segments, curves } = plots
  const study = drawnStudy(plots)
  const { rung, rungs, compared } = analysis
  return {
    files: (name: string, query = '') => filesOf(study.studyId, name, query),
    learnt: learntWords(head.plan),
    objective: OBJECTIVE_LABELS[head.plan.objectives[0].metric],
    compared: `at rung ${rung}, ${counted(rungs[rung], 'episode')}, ${counted(compared, 'trial')}`,
    comparedAt: rungs[rung],
    sampled: sampledWords(plots),
    trials: analysis.of,
    rungs: rungRows(study),
    history: historyFigure(study),
    ladder: ladderFigure(study),
    curves: curvesFigure(curves, head),
    parallel: parallelPlot(study),
    importance: importanceRows(study),
    correlation: correlationTable(study),
    slices: sliceFigures(study),
    contour: contourGrid(study, plots.contour, asked),
    timeline: timelineOf(segments, head.row.ended_at?.getTime() ?? null, now),
    front: frontFigure(study),
    frontOf: frontWords(study),
  }
}

/** Addresses of what a plot draws. */
function filesOf(studyId: number, name: string, query: string) {
  const of = (kind: string) => `/studies/${studyId}/files/${name}.${kind}${query}`
  return { csv: of('csv'), json: of('json') }
}

export function drawnStudy({ head, analysis }: StudyPlots): DrawnStudy {
  return { studyId: head.row.study_id, plan: head.plan, analysis }
}

/** What is left out of the drawings; null: nothing. */
function sampledWords({ analysis }: StudyPlots): string | null {
  const { shown, of, judged, compared } = analysis
  const parts: string[] = []
  if (shown.length < of) {
    parts.push(
      `Charts show ${shown.length} of ${of} trials: the best ${BEST_KEPT}, the newest ${NEWEST_KEPT} and an even sample of the others.`
    )
  }
  if (judged.length < compared) {
    parts.push(
      `Importance, correlation and contour are of an even sample of ${judged.length} of ${compared} trials.`
    )
  }
  return parts.length === 0 ? null : parts.join(' ')
}

/** The rungs in numbers, the highest first; values in the objective's own unit. */
export function rungRows(study: DrawnStudy) {
  const own = inOwnUnit(study)
  const turnedBack = (value: number | null) => (value === null ? null : own(value))
  return study.analysis.ladder
    .map(({ rung, resource, reached, promoted, toPass, median, best }) => ({
      rung,
      resource,
      reached,
      promoted,
      toPass: turnedBack(toPass),
      median: turnedBack(median),
      best: turnedBack(best),
    }))
    .reverse()
}
