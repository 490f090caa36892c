import db from '@adonisjs/lucid/services/db'
import type { PlantedRun } from '#tests/functional/pages/planted_run'

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
