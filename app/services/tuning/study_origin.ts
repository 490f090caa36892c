import db from '@adonisjs/lucid/services/db'
import { changedFromPreset } from '#core/parameters/differences'
import { nearestPreset } from '#core/parameters/nearest_preset'
import type { PresetName } from '#core/parameters/preset'
import type { Overrides } from '#core/parameters/resolve'
import { writeSearchSpace } from '#core/tuning/read_search_space'
import { studyHead, type StudyHead } from '#services/tuning/study_head'
import type { StudyInput } from '#services/tuning/study_input'

/**
 * The base of a study as it was asked for: a preset and what differs from it. What the study set by itself
 * is left out, and the largest resource, which is asked for by its own name.
 */
export function baseOfStudy({ base, rungs, pinned = [] }: StudyHead['plan']): {
  readonly preset: PresetName
  readonly set: Overrides
} {
  const preset = nearestPreset(base)
  const own = new Set(['training.episodes', 'training.recordEvery', 'training.validateAt'])
  for (const key of pinned) own.add(`data.${key}`)
  const changes = changedFromPreset(base, preset).filter(
    ({ parameter }) => !own.has(parameter.path)
  )
  const { recordEvery } = base.training
  const besides = base.training.validateAt.filter((episode) => !rungs.includes(episode))
  // a study keeps no steps of training unless asked to, whatever its preset says
  const kept = recordEvery === 0 ? {} : { 'training.recordEvery': recordEvery }
  const looks = besides.length === 0 ? {} : { 'training.validateAt': besides }
  const set = Object.fromEntries(changes.map(({ parameter, after }) => [parameter.path, after]))
  return { preset, set: { ...set, ...looks, ...kept } }
}

/** Everything that a study was asked for. @throws E_STUDY_NOT_FOUND */
export async function inputOfStudy(studyId: number): Promise<StudyInput> {
  const { row, plan } = await studyHead(studyId)
  const datasets = (await db
    .from('study_datasets')
    .where('study_id', studyId)
    .orderBy('position')
    .select('dataset_id')) as { dataset_id: number }[]
  return {
    ...baseOfStudy(plan),
    datasets: datasets.map(({ dataset_id: id }) => id),
    name: row.name,
    notes: row.notes,
    space: writeSearchSpace(plan.space),
    objectives: plan.objectives,
    scheduler: plan.scheduler,
    eta: plan.eta,
    minResource: plan.minResource,
    maxResource: plan.base.training.episodes,
    sampler: plan.sampler,
    startupTrials: plan.startupTrials,
    budget: { trials: row.trials_bound, episodes: row.episodes_bound, seconds: row.seconds_bound },
    seed: plan.seed,
    seeds: plan.seeds,
    concurrency: plan.concurrency,
    enqueue: plan.enqueued,
    warmStartId: row.warm_start_id,
  }
}
