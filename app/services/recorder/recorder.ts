import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { createHash } from 'node:crypto'
import { weightBytes, weightsSha256 } from '#compute/codecs/weights_codec'
import type { TrainBatch } from '#compute/workers/train_messages'
import type { RunModel } from '#core/agent/model_manifest'
import type { EngineFingerprint } from '#core/ports/compute_engine'
import { announce } from '#live/announce'
import { runTopic } from '#live/topics'
import { finiteOrNull } from '#services/recorder/copy_rows'
import { storeEpisodes } from '#services/recorder/episode_store'
import type { RecordedRun } from '#services/recorder/episode_rows'
import { RunTakenAway } from '#services/training/training_errors'

/** The attempt that writes: of two executors of one run only the newest may. */
export interface RecordedAttempt extends RecordedRun {
  readonly attempt: number
  readonly fingerprint: EngineFingerprint
  /** Seconds that earlier attempts have trained. */
  readonly secondsBefore: number
}

/**
 * Stores a batch in one transaction: progress, episodes with steps, trades and operations, the best
 * model, the checkpoint. Tells whether the run has been asked to stop.
 * @throws E_RUN_TAKEN_AWAY when another attempt has taken the run, or it is gone
 */
export async function storeBatch(
  run: RecordedAttempt,
  batch: TrainBatch
): Promise<{ stop: boolean }> {
  return db.transaction(async (trx) => {
    const stop = await updateRun(trx, run, batch)
    const ids = await storeEpisodes(trx, run, batch.episodes)
    if (batch.best !== null) await storeModel(trx, run, batch.best)
    if (batch.checkpoint !== null) await storeCheckpoint(trx, run, batch, batch.checkpoint)
    const data = { episodes: batch.progress.episode }
    const topic = runTopic(run.runId)
    const kinds = ids.length > 0 ? (['progress', 'episodes'] as const) : (['progress'] as const)
    await announce(trx, ...kinds.map((kind) => ({ topic, kind, data })))
    return { stop }
  })
}

async function updateRun(
  trx: TransactionClientContract,
  run: RecordedAttempt,
  { progress, seconds, envStepsPerSecond, updatesPerSecond }: TrainBatch
): Promise<boolean> {
  const [row] = (await trx
    .from('training_runs')
    .where({ run_id: run.runId, attempts: run.attempt, status: 'running' })
    .update({
      episodes_done: progress.episode,
      env_steps: progress.envSteps,
      updates: progress.updates,
      epsilon: progress.epsilon,
      mean_loss: finiteOrNull(progress.loss),
      seconds: run.secondsBefore + seconds,
      env_steps_per_second: envStepsPerSecond,
      updates_per_second: updatesPerSecond,
      best_validation: finiteOrNull(progress.bestValidation?.sharpe ?? null),
      heartbeat_at: new Date(),
    })
    .returning('cancel_requested')) as unknown as { cancel_requested: boolean }[]
  if (row === undefined) throw new RunTakenAway(run.runId)
  return row.cancel_requested
}

/** The best model of a run replaces the one before; its episode is the validation that chose it. */
async function storeModel(trx: TransactionClientContract, run: RecordedRun, model: RunModel) {
  const { weights, manifest, validation } = model
  const episode = (await trx
    .from('episodes')
    .where({ run_id: run.runId, kind: 'validation', number: model.episode })
    .select('episode_id')
    .first()) as { episode_id: number } | null
  const bytes = weightBytes(weights)
  const [{ model_id: modelId }] = (await trx
    .table('models')
    .knexQuery.insert({
      run_id: run.runId,
      episode_id: episode?.episode_id ?? null,
      validation: finiteOrNull(validation.sharpe),
      manifest: JSON.stringify({ ...manifest, episode: model.episode, validation }),
      weights_sha256: weightsSha256(weights),
      size_bytes: bytes.length,
    })
    .onConflict('run_id')
    .merge(['episode_id', 'validation', 'manifest', 'weights_sha256', 'size_bytes'])
    .returning('model_id')) as { model_id: number }[]
  await trx
    .table('model_contents')
    .knexQuery.insert({ model_id: modelId, content: bytes })
    .onConflict('model_id')
    .merge()
  await trx
    .from('training_runs')
    .where('run_id', run.runId)
    .update({ best_episode_id: episode?.episode_id ?? null })
}

/** A checkpoint replaces the one before, which is deleted once the new one is committed with it. */
async function storeCheckpoint(
  trx: TransactionClientContract,
  run: RecordedAttempt,
  { progress, seconds }: TrainBatch,
  { bytes, sequence }: { bytes: Uint8Array; sequence: number }
) {
  await trx.from('checkpoints').where('run_id', run.runId).delete()
  const [{ checkpoint_id: checkpointId }] = (await trx
    .table('checkpoints')
    .returning('checkpoint_id')
    .insert({
      run_id: run.runId,
      sequence,
      episodes_done: progress.episode,
      env_steps: progress.envSteps,
      updates: progress.updates,
      seconds: run.secondsBefore + seconds,
      fingerprint: JSON.stringify(run.fingerprint),
      manifest: JSON.stringify({ version: 1 }),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size_bytes: bytes.length,
    })) as { checkpoint_id: number }[]
  await trx
    .table('checkpoint_contents')
    .insert({ checkpoint_id: checkpointId, content: Buffer.from(bytes) })
  const data = { episode: progress.episode, bytes: bytes.length }
  await announce(trx, { topic: runTopic(run.runId), kind: 'checkpoint', data })
  await trx.table('run_events').insert({
    run_id: run.runId,
    level: 'info',
    message: `checkpoint at episode ${progress.episode} stored, ${(bytes.length / 1e6).toFixed(1)} MB`,
  })
}
