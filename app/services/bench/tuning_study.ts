import db from '@adonisjs/lucid/services/db'
import { resolveParameters } from '#core/parameters/resolve'
import type { TrialValues } from '#core/tuning/search_space'
import { planOf } from '#services/tuning/study_input'
import type { StudyPlan } from '#core/tuning/study_plan'

/** Rungs at 1, 3, 9, 27 and 81, as the peers have them. */
const LARGEST = 81
export const ETA = 3

/** A study whose objective is known in closed form: what is measured is deciding alone. */
export function benchPlan(): StudyPlan {
  const base = resolveParameters({ 'training.episodes': LARGEST }, 'quick')
  const space = {
    'agent.learningRate': { low: 0.001, high: 1, log: true },
    'agent.gamma': { low: 0.9, high: 0.999 },
  }
  const plan = { datasets: [], preset: 'quick', set: {}, space, eta: ETA, minResource: 1 } as const
  return planOf({ ...plan, sampler: 'random' }, base)
}

/** The peers' curve, 1 − exp(−a t) + b, with b in [−0.1, 0.1]. */
export function benchObjective(values: TrialValues, resource: number): number {
  const a = Number(values['agent.learningRate'])
  const b = (Number(values['agent.gamma']) - 0.9495) * 2
  return 1 - Math.exp(-a * resource) + b
}

/** Stores such a study, paused, so that no worker trains it; gives its id. */
export async function storeBenchStudy(trials: number): Promise<number> {
  return db.transaction(async (trx) => {
    const [{ study_id: studyId }] = (await trx
      .table('studies')
      .returning('study_id')
      .insert({
        name: 'bench',
        plan: JSON.stringify(benchPlan()),
        status: 'paused',
        event_count: 1,
        trials_bound: trials,
      })) as { study_id: number }[]
    await trx.table('study_events').insert({
      study_id: studyId,
      number: 1,
      kind: 'bounded',
      detail: JSON.stringify({ trials, episodes: null }),
    })
    return studyId
  })
}

export async function deleteBenchStudy(studyId: number): Promise<void> {
  await db.from('studies').where('study_id', studyId).delete()
}
