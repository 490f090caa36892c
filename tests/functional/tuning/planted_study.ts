import db from '@adonisjs/lucid/services/db'
import { resolveParameters } from '#core/parameters/resolve'
import type { TrialValues } from '#core/tuning/search_space'
import { storeDecided } from '#services/bench/seed/decided_study'
import { planOf, type StudyInput } from '#services/tuning/study_input'

const SPACE = {
  'agent.learningRate': { low: 0.0001, high: 0.01, log: true },
  'agent.gamma': { low: 0.9, high: 0.999 },
  'agent.nStep': { low: 1, high: 5 },
  'agent.double': {},
}

/** A hill with its top at a learning rate of 0.001 and a gamma of 0.97. */
function hill(values: TrialValues, resource: number): number {
  const rate = Math.log10(Number(values['agent.learningRate'])) + 3
  const gamma = (Number(values['agent.gamma']) - 0.97) * 20
  return 1.5 - rate ** 2 - gamma ** 2 - 2 / resource
}

/**
 * A completed study whose values come from a formula instead of training: 27 trials, rungs from 1 episode
 * on, as 1, 3 and 9; trial 7 fails at its first rung.
 */
export async function plantStudy(
  datasetId: number,
  changes: Partial<StudyInput> = {},
  trials = 27,
  episodes = 9
): Promise<number> {
  const base = resolveParameters({ 'training.episodes': episodes }, 'quick')
  const input = { datasets: [], preset: 'quick', set: {}, space: SPACE, minResource: 1 } as const
  const plan = planOf({ ...input, startupTrials: 10, ...changes }, base)
  const resultsOf = (values: TrialValues, trial: number, resource: number) =>
    plan.objectives.map((_, k) => (trial === 7 ? null : hill(values, resource) / (k + 1) - k))
  const error = 'Seed 1: The loss became NaN.'
  const name = `AAPL hill ${trials}`
  return db.transaction((trx) =>
    storeDecided(trx, { name, notes: '', plan, trials, datasetId, resultsOf, error })
  )
}
