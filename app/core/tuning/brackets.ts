import { hyperbandRound } from './schedulers/hyperband.ts'
import type { StudyPlan } from './study_plan.ts'

/**
 * Bracket of each trial of a round, which repeats: how many of the study's lowest rungs its ladder leaves
 * out. A trial's own rung plus its bracket is a rung of the study. Outside of Hyperband every bracket is 0.
 */
export function bracketsOf({
  scheduler,
  eta,
  rungs,
}: Pick<StudyPlan, 'scheduler' | 'eta' | 'rungs'>): readonly number[] {
  return scheduler === 'hyperband' ? hyperbandRound(rungs, eta) : [0]
}

/** @param brackets of a round */
export function bracketOf(brackets: readonly number[], trial: number): number {
  return brackets[trial % brackets.length]
}
