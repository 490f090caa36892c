import db from '@adonisjs/lucid/services/db'
import { resolveParameters } from '#core/parameters/resolve'
import type { TrialValues } from '#core/tuning/search_space'
import { planOf, type StudyInput } from '#services/tuning/study_input'
import { exchange, type TrialReport } from '#services/tuning/study_exchange'

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
 * A completed study whose values come from a formula instead of training: 27 trials, rungs at 1, 3 and 9
 * episodes; trial 7 fails at its first rung.
 */
export async function plantStudy(
  datasetId: number,
  changes: Partial<StudyInput> = {},
  trials = 27
): Promise<number> {
  const base = resolveParameters({ 'training.episodes': 9 }, 'quick')
  const input = { datasets: [], preset: 'quick', set: {}, space: SPACE, minResource: 1 } as const
  const plan = planOf({ ...input, startupTrials: 10, ...changes }, base)
  const [{ study_id: studyId }] = (await db
    .table('studies')
    .returning('study_id')
    .insert({
      name: `AAPL hill ${trials}`,
      plan: JSON.stringify(plan),
      status: 'paused',
      trials_bound: trials,
      event_count: 1,
    })) as { study_id: number }[]
  await db.table('study_datasets').insert({ study_id: studyId, dataset_id: datasetId, position: 0 })
  await db.table('study_events').insert({
    study_id: studyId,
    number: 1,
    kind: 'bounded',
    detail: JSON.stringify({ trials, episodes: null }),
  })
  let report: TrialReport | null = null
  for (;;) {
    const work = await exchange(studyId, report)
    if (work === null) break
    const { trial, resource, values } = work
    const value = trial === 7 ? null : hill(values, resource)
    const results = plan.objectives.map((_, k) => (value === null ? null : value / (k + 1) - k))
    report = { trial, rung: work.do === 'promote' ? work.toRung : 0, results }
  }
  const ended = { status: 'completed', seconds: 12.5, ended_at: new Date() }
  await db.from('studies').where('study_id', studyId).update(ended)
  await db
    .from('study_trials')
    .where({ study_id: studyId, number: 7 })
    .update({ error_message: 'Seed 1: The loss became NaN.' })
  return studyId
}
