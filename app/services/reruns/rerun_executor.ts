import db from '@adonisjs/lucid/services/db'
import { isCodedError, type CodedError } from '#core/errors'
import type { TrainingPool } from '#compute/training_pool'
import type { RecordedEpisode } from '#compute/workers/recorded_episode'
import { announce } from '#live/announce'
import { rerunTopic } from '#live/topics'
import { storeDetails } from '#services/recorder/episode_store'
import { announceRerun } from '#services/reruns/announce_rerun'
import type Reproduction from '#services/reruns/reproduction'
import type { Again } from '#services/reruns/reproduction'
import { ReplayDiffers, RerunLost } from '#services/reruns/rerun_errors'
import { PENDING } from '#services/reruns/reruns'

const LEAST_MS_BETWEEN_NOTES = 500

interface RerunRow {
  readonly rerun_id: number
  readonly run_id: number
  readonly episode_id: number | null
  readonly episodes_total: number
}

/** Trains runs of the queue again in this process's threads. */
export class RerunExecutor {
  readonly #pool: TrainingPool
  readonly #reproduction: Reproduction
  readonly #workerId: number
  #stopping = new AbortController()
  #busy = 0

  constructor(pool: TrainingPool, reproduction: Reproduction, workerId: number) {
    this.#pool = pool
    this.#reproduction = reproduction
    this.#workerId = workerId
  }

  /** Runs that are trained again now. */
  get busy(): number {
    return this.#busy
  }

  /** Resolves when it is settled, also when it failed by itself; rejects when another may try it again. */
  async execute(rerunId: number): Promise<void> {
    const rerun = await take(rerunId, this.#workerId)
    if (rerun === null) return
    const cancelled = new AbortController()
    const { signal: stopping } = this.#stopping
    const again: Again = {
      pool: this.#pool,
      progress: noting(rerunId, cancelled),
      signal: AbortSignal.any([stopping, cancelled.signal]),
    }
    this.#busy++
    try {
      if (rerun.episode_id === null) await this.#reproduce(rerun, again)
      else await this.#replay(rerun, rerun.episode_id, again)
    } catch (error) {
      if (cancelled.signal.aborted) return
      if (stopping.aborted || !isCodedError(error)) throw error
      await failRerun(rerunId, error)
    } finally {
      this.#busy--
    }
  }

  /** Ends what is in hand; it is tried again, here or elsewhere. */
  stop(): void {
    this.#stopping.abort(new Error('The worker stops.'))
  }

  /** Trains again what it is given. */
  goOn(): void {
    if (this.#stopping.signal.aborted) this.#stopping = new AbortController()
  }

  async #reproduce({ rerun_id: id, run_id: runId }: RerunRow, again: Again): Promise<void> {
    const { identical, weightsSha256, seconds } = await this.#reproduction.reproduce(runId, again)
    await settle(id, identical ? 'identical' : 'different', {
      weights_sha256: weightsSha256,
      seconds,
    })
  }

  async #replay(rerun: RerunRow, episodeId: number, again: Again): Promise<void> {
    const { rerun_id: id, run_id: runId, episodes_total: number } = rerun
    const { run, episode, seconds } = await this.#reproduction.replay(runId, number, again)
    await db.transaction(async (trx) => {
      const stored = (await trx
        .from('episodes')
        .where('episode_id', episodeId)
        .forUpdate()
        .firstOrFail()) as StoredEpisode
      const difference = differenceOf(stored, episode)
      if (difference !== null) throw new ReplayDiffers(episodeId, difference)
      if (stored.steps_recorded || episode.details === null) return
      await storeDetails(trx, run, [{ episodeId, details: episode.details }])
      await trx.from('episodes').where('episode_id', episodeId).update({ steps_recorded: true })
    })
    await settle(id, 'identical', { seconds })
  }
}

interface StoredEpisode {
  readonly steps_recorded: boolean
  readonly start_bar: number
  readonly total_steps: number
  readonly total_reward: number
  readonly final_portfolio_value: number
}

/** In which figure the two episodes are not the same, to the last bit; null: in none. */
function differenceOf(stored: StoredEpisode, now: RecordedEpisode | undefined): string | null {
  if (now === undefined) return 'it did not take place'
  const pairs: [string, number, number][] = [
    ['its first bar', stored.start_bar, now.startBar],
    ['its number of steps', stored.total_steps, now.steps],
    ['its final equity', stored.final_portfolio_value, now.finalEquity],
    ['its total reward', stored.total_reward, now.totalReward],
  ]
  const found = pairs.find(([, before, after]) => before !== after)
  return found ? `${found[0]} was ${found[1]} and is ${found[2]} now` : null
}

async function take(rerunId: number, workerId: number): Promise<RerunRow | null> {
  const [rerun] = (await db
    .from('reruns')
    .where('rerun_id', rerunId)
    .whereIn('status', PENDING)
    .update({
      ...{ status: 'running', episodes_done: 0, worker_id: workerId },
      attempts: db.raw('attempts + 1'),
      started_at: new Date(),
    })
    .returning(['rerun_id', 'run_id', 'episode_id', 'episodes_total'])) as unknown as RerunRow[]
  if (rerun === undefined) return null
  await announceRerun(db.connection(), rerunId)
  return rerun
}

/** Notes how far it is, now and then; aborts when it was cancelled meanwhile. */
function noting(rerunId: number, cancelled: AbortController): (episode: number) => void {
  let notedAt = 0
  return (episode) => {
    if (performance.now() - notedAt < LEAST_MS_BETWEEN_NOTES) return
    notedAt = performance.now()
    const note = async () => {
      const known = (await db
        .from('reruns')
        .where({ rerun_id: rerunId, status: 'running' })
        .update({ episodes_done: episode })
        .returning('rerun_id')) as unknown[]
      if (known.length === 0) cancelled.abort(new Error('It was cancelled.'))
      await announce(db.connection(), { topic: rerunTopic(rerunId), kind: 'progress' })
    }
    note().catch((error: unknown) => cancelled.abort(error))
  }
}

async function settle(rerunId: number, status: string, facts: object): Promise<void> {
  await db
    .from('reruns')
    .where({ rerun_id: rerunId, status: 'running' })
    .update({
      ...facts,
      status,
      episodes_done: db.raw('episodes_total'),
      ended_at: new Date(),
    })
  await announceRerun(db.connection(), rerunId)
}

export async function failRerun(rerunId: number, error: CodedError): Promise<void> {
  await db
    .from('reruns')
    .where('rerun_id', rerunId)
    .whereIn('status', PENDING)
    .update({
      status: error instanceof ReplayDiffers ? 'different' : 'failed',
      ended_at: new Date(),
      error_code: error.code,
      error_message: error.message,
      error_remedy: error.remedy,
    })
  await announceRerun(db.connection(), rerunId)
}

/** Settles one whose job was given up. */
export function failLostRerun(rerunId: number): Promise<void> {
  return failRerun(rerunId, new RerunLost())
}
