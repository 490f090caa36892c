import db from '@adonisjs/lucid/services/db'
import type { PlantedRun } from '#tests/functional/pages/planted_run'
import { plantLooks } from '#tests/functional/tuning/planted_looks'
import { plantStudy } from '#tests/functional/tuning/planted_study'

/** The model of a planted run, as its best episode left it. */
export async function plantModel({ runId, bestEpisodeId }: PlantedRun): Promise<void> {
  await db.table('models').insert({
    run_id: runId,
    episode_id: bestEpisodeId,
    validation: 1.25,
    manifest: JSON.stringify({ version: 1, seed: 1, episode: 10 }),
    weights_sha256: 'ab'.repeat(32),
    size_bytes: 4096,
  })
}

/** An export of that model, with one file; its id and that of the file. */
export async function plantExport(): Promise<{ exportId: number; fileId: number }> {
  const { model_id: modelId, weights_sha256: weights } = (await db
    .from('models')
    .firstOrFail()) as { model_id: number; weights_sha256: string }
  const about = { sha256: 'cd'.repeat(32), size_bytes: 2 }
  const [{ model_export_id: exportId }] = (await db
    .table('model_exports')
    .returning('model_export_id')
    .insert({
      ...{ ...about, model_id: modelId, format: 'json', weights_sha256: weights },
      ...{ observations: 1000, largest_difference: 2.5e-7, code_version: '0.1.0' },
    })) as { model_export_id: number }[]
  const [{ model_export_file_id: fileId }] = (await db
    .table('model_export_files')
    .returning('model_export_file_id')
    .insert({
      ...{ ...about, model_export_id: exportId, name: 'model.json' },
      content: Buffer.from('{}'),
    })) as { model_export_file_id: number }[]
  return { exportId, fileId }
}

/** A preset that somebody saved for all; its id. */
export async function plantPreset(): Promise<number> {
  const [{ saved_preset_id: id }] = (await db
    .table('saved_presets')
    .returning('saved_preset_id')
    .insert({
      ...{ name: 'Patient', preset: 'default', is_shared: true },
      ...{ overrides: JSON.stringify({ 'agent.gamma': 0.995 }), seeds: '[1, 2]' },
    })) as { saved_preset_id: number }[]
  return id
}

/** A worker that gave sign just now. */
export async function plantWorker(host = 'alpha'): Promise<void> {
  await db.table('workers').insert({
    host,
    process_id: 4711,
    role: 'worker',
    version: '0.1.0',
    cores: 4,
    threads: 3,
    fingerprints: JSON.stringify([{ engine: 'simd', version: '1', fused: true }]),
    started_at: new Date(),
    heartbeat_at: new Date(),
  })
}

/** A completed evaluation of a planted run on its validation range, with a figure and a look. */
export async function plantEvaluation(planted: PlantedRun): Promise<number> {
  const [from, to] = [new Date(Date.UTC(2020, 5, 1)), new Date(Date.UTC(2020, 11, 1))]
  const [{ evaluation_id: id }] = (await db
    .table('evaluation_runs')
    .returning('evaluation_id')
    .insert({
      experiment_id: planted.experimentId,
      dataset_id: planted.datasetId,
      range: 'validation',
      status: 'completed',
      from_time: from,
      to_time: to,
      bars: 120,
      settings: '{}',
      verdicts: '[]',
      seconds: 0.5,
      completed_at: new Date(),
    })) as { evaluation_id: number }[]
  await db
    .table('evaluation_documents')
    .insert({ evaluation_id: id, content: JSON.stringify({ version: 1 }) })
  await db.table('evaluation_metrics').multiInsert([
    {
      ...{ evaluation_id: id, subject: 'agent', run_id: planted.runId, metric: 'sharpe' },
      ...{ value: 1.5, low: -0.5, high: 3.5 },
    },
    {
      ...{ evaluation_id: id, subject: 'buy_and_hold', run_id: null, metric: 'sharpe_difference' },
      ...{ value: 0.4, low: -0.2, high: 1 },
    },
  ])
  const { symbol, interval } = (await db
    .from('datasets')
    .where('dataset_id', planted.datasetId)
    .firstOrFail()) as { symbol: string; interval: string }
  await db
    .table('test_looks')
    .insert({ symbol, interval, from_time: from, to_time: to, reason: 'x' })
  return id
}

/** A study of two objectives of which every plot has something to draw. Its id. */
export async function plantDrawnStudy(datasetId: number): Promise<number> {
  const objectives = [
    { metric: 'sharpe', direction: 'maximize' },
    { metric: 'total_return', direction: 'maximize' },
  ] as const
  const studyId = await plantStudy(datasetId, { objectives, seeds: [1, 2] })
  const looks = [
    { episode: 1, datasetId, sharpe: 0.5, equity: [101, 102, 101] },
    { episode: 3, datasetId, sharpe: 0.7, equity: [101, 103, 104] },
  ]
  const { best_trial: best } = (await db
    .from('studies')
    .where('study_id', studyId)
    .firstOrFail()) as { best_trial: number }
  for (const trial of [0, best]) await plantLooks(studyId, trial, { 1: looks, 2: looks })
  await db.rawQuery(
    `insert into study_segments (study_trial_id, seed, attempt, rung, worker, threads,
       started_at, ended_at, outcome)
     select study_trial_id, 1, 1, 0, 'host:1', 2, now() - (9 - number) * interval '1 minute',
       now() - (7 - number) * interval '1 minute', 'paused'
     from study_trials where study_id = ? and number < 4 order by number desc`,
    [studyId]
  )
  return studyId
}
