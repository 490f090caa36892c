import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { StudyPlan } from '#core/tuning/study_plan'
import TuningService from '#services/tuning_service'
import type { StudyInput } from '#services/tuning/study_input'
import type { StudyRow, TrialRow } from '#services/tuning/study_rows'
import { ACTOR, sampleDataset, SMALL, until } from '../training/fixture.js'

/** A space of two dimensions whose trials train in a fraction of a second. */
export const SPACE = {
  'agent.learningRate': { low: 0.0001, high: 0.01, log: true },
  'features.window': { low: 4, high: 8 },
}

/** Six trials, rungs at 1, 2 and 4 episodes, one at a time. */
export const FEW: Omit<StudyInput, 'datasets'> = {
  preset: 'quick',
  set: { ...SMALL, 'training.episodes': 4 },
  space: SPACE,
  objectives: [{ metric: 'total_return', direction: 'maximize' }],
  eta: 2,
  minResource: 1,
  startupTrials: 3,
  concurrency: 1,
  budget: { trials: 6 },
}

export async function tuning(): Promise<TuningService> {
  return app.container.make(TuningService)
}

/** Launches a study on the AAPL sample. */
export async function launched(changes: Partial<StudyInput> = {}): Promise<number> {
  const input = { ...FEW, datasets: [await sampleDataset()], ...changes }
  return (await tuning()).launch(input, ACTOR)
}

/** A study with its plan. */
export async function storedStudy(studyId: number): Promise<StudyRow & { plan: StudyPlan }> {
  const row: unknown = await db.from('studies').where('study_id', studyId).firstOrFail()
  return row as StudyRow & { plan: StudyPlan }
}

export async function trialsOf(studyId: number): Promise<TrialRow[]> {
  return (await db.from('study_trials').where('study_id', studyId).orderBy('number')) as TrialRow[]
}

/** Waits until a study no longer runs. */
export async function settled(studyId: number, seconds = 120): Promise<StudyRow> {
  return until(async () => {
    const row = await storedStudy(studyId)
    return row.status === 'running' ? null : row
  }, seconds)
}

/** Runs of a study's trials. */
export async function runsOf(studyId: number) {
  return (await db
    .from('training_runs as r')
    .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
    .join('study_trials as t', 't.study_trial_id', 'e.study_trial_id')
    .where('t.study_id', studyId)
    .orderBy('r.run_id')
    .select('r.run_id', 'r.status')) as { run_id: number; status: string }[]
}

/** Ends runs as a worker would have. */
export async function failed(runIds: readonly number[], code: string) {
  await db
    .from('training_runs')
    .whereIn('run_id', [...runIds])
    .update({ status: 'failed', error_code: code, error_message: 'It broke.' })
}
