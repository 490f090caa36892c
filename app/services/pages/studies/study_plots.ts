import {
  analyseStudy,
  chooseTrials,
  neededTrials,
  type StudyAnalysis,
} from '#core/tuning/analysis/study_analysis'
import { contourOf, type ContourResult } from '#core/tuning/analysis/contour'
import { schedulerFor } from '#core/tuning/scheduler_for'
import type { Dimension } from '#core/tuning/search_space'
import { knownStudy } from '#services/pages/studies/study_page'
import { trialCurves, type TrialCurve } from '#services/pages/studies/trial_curves'
import { trialResults, trialValues } from '#services/pages/studies/study_trials'
import { judgeWinner, type Winner } from '#services/pages/studies/winner'
import { workSegments, type WorkSegment } from '#services/pages/studies/work_segments'
import type { StudyHead } from '#services/tuning/study_head'

/** Everything that a study's plots draw. */
export interface StudyPlots extends AnalysedStudy {
  readonly head: StudyHead
  readonly segments: readonly WorkSegment[]
  /** The first objective as trials learnt: those that came furthest, and the defaults. */
  readonly curves: readonly TrialCurve[]
  /** The best trial against luck, by all trials ever run on the dataset; null: there is none yet. */
  readonly winner: Winner | null
}

interface AnalysedStudy {
  readonly analysis: StudyAnalysis
  /** What a forest expects over two parameters. */
  readonly contour: (pair: readonly [Dimension, Dimension]) => ContourResult
}

interface Kept {
  /** Length of the log that it is of. */
  readonly events: number
  readonly analysed: Promise<AnalysedStudy>
}

/** Studies kept analysed in this process: further tabs and downloads ask for the same. */
const MOST_KEPT = 8
const kept = new Map<number, Kept>()

/** @throws E_RECORD_NOT_FOUND */
export async function studyPlots(studyId: number): Promise<StudyPlots> {
  const head = await knownStudy(studyId)
  const { best, plan } = head
  const [{ analysis, contour }, segments, winner] = await Promise.all([
    analysedStudy(head),
    workSegments(studyId, plan),
    best === null ? null : judgeWinner(studyId, best.trial, plan.objectives[0]),
  ])
  const curves = await trialCurves(studyId, [...new Set([...analysis.furthest, 0])], plan)
  return { head, analysis, contour, segments, curves, winner }
}

/** A study as its log stands: analysed once, however many ask. */
function analysedStudy(head: StudyHead): Promise<AnalysedStudy> {
  const { study_id: studyId, event_count: events } = head.row
  const known = kept.get(studyId)
  if (known?.events === events) return known.analysed
  const analysed = analyse(head)
  kept.delete(studyId)
  kept.set(studyId, { events, analysed })
  const forget = () => {
    if (kept.get(studyId)?.analysed === analysed) kept.delete(studyId)
  }
  // whoever awaits it hears of the failure; the next one tries again
  analysed.catch(forget)
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(oldest)
  }
  return analysed
}

async function analyse({ row, plan }: StudyHead): Promise<AnalysedStudy> {
  const records = await trialResults(row.study_id, plan)
  const scheduler = schedulerFor(plan)
  const chosen = chooseTrials(records, plan.rungs, (trial) => scheduler.rungsOf(trial))
  const values = await trialValues(row.study_id, neededTrials(chosen))
  const analysis = analyseStudy(chosen, plan, values)
  return { analysis, contour: contoursOf(analysis, plan.seed) }
}

/** Contours, each made once. */
function contoursOf({ judged }: StudyAnalysis, seed: number): AnalysedStudy['contour'] {
  const made = new Map<string, ContourResult>()
  return (pair) => {
    const key = pair.map(({ path }) => path).join(' ')
    const contour = made.get(key) ?? contourOf(pair, judged, seed)
    made.set(key, contour)
    return contour
  }
}
