import type { StudyPlan } from '../study_plan.ts'
import type { TrialRecord } from '../trial_record.ts'
import type { TrialValues } from '../search_space.ts'
import { bestSoFar, type BestSoFar } from './best_so_far.ts'
import { importanceOf, type ImportanceResult } from './importance.ts'
import { paretoFront, type TwoValued } from './pareto_front.ts'
import { rungLadder } from './rung_ladder.ts'
import { rungSummary, type RungSummary } from './rung_summary.ts'
import { sampleTrials } from './sample_trials.ts'
import { comparedRung, scoredAt, type RungsOfTrial, type ScoredTrial } from './scored_trials.ts'

/** Trials that importance, correlation and contour learn from at most. */
export const MOST_JUDGED = 1000

/** Of all trials of a study those that are drawn and judged, before their parameters are known. */
export interface ChosenTrials {
  /** Trials in all. */
  readonly of: number
  readonly records: readonly TrialRecord[]
  readonly rungs: readonly number[]
  readonly rungsOf: RungsOfTrial
  /** Trials that charts show, in order of number. */
  readonly shown: readonly TrialRecord[]
  /** The rung at which parameters are judged. */
  readonly rung: number
  /** All trials with a value there. */
  readonly scored: readonly ScoredTrial[]
  /** An even sample of them. */
  readonly judged: readonly ScoredTrial[]
}

/** What a study's plots are drawn from; values are turned so that larger is better. */
export interface StudyAnalysis {
  readonly of: number
  readonly rungs: readonly number[]
  readonly shown: readonly TrialRecord[]
  readonly rung: number
  /** Trials with a value at that rung. */
  readonly compared: number
  readonly history: readonly BestSoFar[]
  readonly ladder: readonly RungSummary[]
  /** Trials that are drawn with a value at that rung. */
  readonly scored: readonly ScoredTrial[]
  readonly judged: readonly ScoredTrial[]
  readonly importance: ImportanceResult
  /** null with one objective. */
  readonly front: Front | null
  /** Those that came furthest, the best of them first. */
  readonly furthest: readonly number[]
}

/** A trial's values of two objectives where it came furthest. */
export interface FrontTrial extends TwoValued {
  /** Episodes of each seed there. */
  readonly resource: number
}

export interface Front {
  /** Trials that are drawn, those of the front always. */
  readonly trials: readonly FrontTrial[]
  /** The Pareto front of those at `resource`, the most episodes that any trial has both values at. */
  readonly best: readonly FrontTrial[]
  /** 0 while no trial has both. */
  readonly resource: number
  /** All trials that came as far, drawn or not. */
  readonly compared: number
}

/** Chooses what is drawn and judged: from the results of all trials, which need no parameters yet. */
export function chooseTrials(
  records: readonly TrialRecord[],
  rungs: readonly number[],
  rungsOf: RungsOfTrial
): ChosenTrials {
  const { shown, of } = sampleTrials(records, (trial, rung) => rungsOf(trial)[rung])
  const rung = comparedRung(records, rungsOf, rungs)
  const scored = scoredAt(records, rungsOf, rungs[rung])
  return { of, records, rungs, rungsOf, shown, rung, scored, judged: evenly(scored, MOST_JUDGED) }
}

/** Numbers of the trials whose parameters are needed. */
export function neededTrials({ shown, judged }: ChosenTrials): number[] {
  return [...new Set([...shown, ...judged].map(({ number }) => number))]
}

/** @param valuesOf parameters of the needed trials */
export function analyseStudy(
  chosen: ChosenTrials,
  plan: Pick<StudyPlan, 'space' | 'scheduler' | 'eta' | 'seed' | 'objectives'>,
  valuesOf: ReadonlyMap<number, TrialValues>
): StudyAnalysis {
  const { of, records, rungs, rungsOf, rung, scored } = chosen
  const known = <T extends { readonly number: number; readonly values: TrialValues }>(
    trial: T
  ) => ({
    ...trial,
    values: valuesOf.get(trial.number) ?? {},
  })
  const drawn = new Set(chosen.shown.map(({ number }) => number))
  const isDrawn = ({ number }: { readonly number: number }) => drawn.has(number)
  const judged = chosen.judged.map(known)
  const promotes = plan.scheduler === 'asha' || plan.scheduler === 'hyperband'
  const two = plan.objectives.length > 1 ? bothValues(chosen) : null
  return {
    of,
    rungs,
    shown: chosen.shown.map(known),
    rung,
    compared: scored.length,
    history: bestSoFar(scored).filter(isDrawn),
    ladder: rungLadder(records, { rungs, rungsOf, eta: plan.eta, promotes }).map((each) =>
      rungSummary(each, (trial) => drawn.has(trial))
    ),
    scored: scored.filter(isDrawn).map(known),
    judged,
    importance: importanceOf(plan.space, judged, plan.seed),
    front: two && frontOf(two, isDrawn),
    furthest: furthestTrials(chosen),
  }
}

/** At most `most` of them, evenly by number: every trial is as likely, good or bad. */
export function evenly<T>(trials: readonly T[], most: number): readonly T[] {
  if (trials.length <= most) return trials
  return Array.from(
    { length: most },
    (_, i) => trials[Math.floor(((i + 0.5) * trials.length) / most)]
  )
}

/** Values of different resources are not compared: who came less far is no rival of the front. */
function frontOf(trials: readonly FrontTrial[], isDrawn: (trial: FrontTrial) => boolean): Front {
  const resource = trials.reduce((most, each) => Math.max(most, each.resource), 0)
  const compared = trials.filter((each) => each.resource === resource)
  const best = paretoFront(compared)
  const onFront = new Set(best)
  return {
    trials: trials.filter((trial) => isDrawn(trial) || onFront.has(trial)),
    ...{ best, resource, compared: compared.length },
  }
}

/** Values of both objectives where each trial came furthest. */
function bothValues({ records, rungsOf }: ChosenTrials): FrontTrial[] {
  return records.flatMap(({ number, results }) => {
    const [first, second] = results.at(-1) ?? []
    return first === null || first === undefined || second === null || second === undefined
      ? []
      : [{ number, first, second, resource: rungsOf(number)[results.length - 1] }]
  })
}

/** Trials whose learning curves are drawn, besides the defaults. */
export const MOST_FURTHEST = 9

function furthestTrials({ shown, rungsOf }: ChosenTrials): number[] {
  return shown
    .filter(({ results }) => results.length > 0)
    .map(({ number, results }) => ({
      number,
      resource: rungsOf(number)[results.length - 1],
      value: results.at(-1)?.[0] ?? -Infinity,
    }))
    .sort((a, b) => b.resource - a.resource || b.value - a.value || a.number - b.number)
    .slice(0, MOST_FURTHEST)
    .map(({ number }) => number)
}
