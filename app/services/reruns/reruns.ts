import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import AuditService, { type Actor } from '#services/audit_service'
import { row, rows } from '#services/pages/rows'
import { Queue } from '#services/queue'
import { announceRerun } from '#services/reruns/announce_rerun'
import { begunRun, finishedWeights, type BegunRun } from '#services/reruns/reproduction'
import { NothingToReplay, RerunNotFound } from '#services/reruns/rerun_errors'
import { rerunQueue } from '#services/reruns/rerun_queue'

export interface Rerun {
  readonly rerun_id: number
  readonly run_id: number
  readonly episode_id: number | null
  readonly status: string
  readonly episodes_total: number
  readonly episodes_done: number
  readonly weights_sha256: string | null
  readonly seconds: number | null
  readonly error_code: string | null
  readonly error_message: string | null
  readonly error_remedy: string | null
  readonly person: string | null
  readonly created_at: Date
  readonly ended_at: Date | null
  /** Whether a machine that can do it gives sign of life. */
  readonly has_machine: boolean
}

/** Statuses in which one has not ended. */
export const PENDING = ['queued', 'running']

const SELECT = `select x.*, u.email as person,
    exists (select 1 from workers w where w.heartbeat_at > now() - interval '30 seconds'
      and w.fingerprints @> jsonb_build_array(r.fingerprint)) as has_machine
  from reruns x join training_runs r using (run_id) left join users u on u.id = x.user_id`

/** @throws E_RERUN_NOT_FOUND */
export async function knownRerun(rerunId: number): Promise<Rerun> {
  const found = await row<Rerun>(`${SELECT} where x.rerun_id = :rerun`, { rerun: rerunId })
  if (found === null) throw new RerunNotFound(rerunId)
  return found
}

/** The latest reruns of a whole run, newest first. */
export async function rerunsOf(runId: number): Promise<Rerun[]> {
  return rows<Rerun>(
    `${SELECT} where x.run_id = :run and x.episode_id is null order by x.rerun_id desc limit 5`,
    { run: runId }
  )
}

/** The latest replay of an episode. */
export async function replayOf(episodeId: number): Promise<Rerun | null> {
  return row<Rerun>(`${SELECT} where x.episode_id = :episode order by x.rerun_id desc limit 1`, {
    episode: episodeId,
  })
}

/** Runs that are trained again, to compare their weights or to see one of their episodes. */
@inject()
export default class Reruns {
  constructor(
    protected queue: Queue,
    protected audit: AuditService
  ) {}

  /** Queues a completed run to be trained again. @throws E_RUN_NOT_FOUND, E_RUN_STATUS */
  async reproduce(runId: number, actor: Actor): Promise<number> {
    const run = await begunRun(runId)
    finishedWeights(run)
    const act = { act: 'run.reproduce', objectType: 'run', objectId: runId }
    return this.#queue(run, null, run.episodes_done, actor, act)
  }

  /**
   * Queues the run of an episode to be trained again up to it, so that its steps are recorded.
   * @throws E_NOTHING_TO_REPLAY
   */
  async replay(episodeId: number, actor: Actor): Promise<number> {
    const episode = await row<{
      run_id: number
      kind: string
      number: number
      steps_recorded: boolean
    }>('select run_id, kind, number, steps_recorded from episodes where episode_id = :episode', {
      episode: episodeId,
    })
    if (episode === null) throw new NothingToReplay(episodeId, 'it is not there')
    if (episode.steps_recorded) throw new NothingToReplay(episodeId, 'its steps are recorded')
    if (episode.kind !== 'training') {
      throw new NothingToReplay(episodeId, `it is of ${episode.kind}, not of training`)
    }
    const run = await begunRun(episode.run_id)
    const act = { act: 'episode.replay', objectType: 'episode', objectId: episodeId }
    return this.#queue(run, episodeId, episode.number, actor, act)
  }

  /** Ends one that is queued or under way. @throws E_RERUN_NOT_FOUND */
  async cancel(rerunId: number, actor: Actor): Promise<Rerun> {
    const rerun = await knownRerun(rerunId)
    await db.transaction(async (trx) => {
      const [ended] = (await trx
        .from('reruns')
        .where('rerun_id', rerunId)
        .whereIn('status', PENDING)
        .update({ status: 'cancelled', ended_at: new Date() })
        .returning('rerun_id')) as unknown[]
      if (ended === undefined) return
      await announceRerun(trx, rerunId)
      const act = { act: 'rerun.cancel', objectType: 'rerun', objectId: rerunId }
      await this.audit.record(trx, actor, { ...act, details: { runId: rerun.run_id } })
    })
    return rerun
  }

  /** Gives the id of what is queued; one that is under way already is not queued again. */
  async #queue(
    run: BegunRun,
    episodeId: number | null,
    episodes: number,
    actor: Actor,
    act: Parameters<AuditService['record']>[2]
  ): Promise<number> {
    await this.queue.start()
    const name = await rerunQueue(this.queue, run.fingerprint)
    return db.transaction(async (trx) => {
      await trx.rawQuery('select pg_advisory_xact_lock(hashtext(?))', [`rerun ${run.run_id}`])
      const pending = await underWay(trx, run.run_id, episodeId)
      if (pending !== null) return pending
      const values = {
        ...{ run_id: run.run_id, episode_id: episodeId },
        ...{ episodes_total: episodes, user_id: actor.userId },
      }
      const [{ rerun_id: rerunId }] = (await trx
        .table('reruns')
        .insert(values)
        .returning('rerun_id')) as { rerun_id: number }[]
      await this.audit.record(trx, actor, act)
      await announceRerun(trx, rerunId)
      await this.queue.send(name, [{ rerunId }], trx)
      return rerunId
    })
  }
}

async function underWay(
  trx: TransactionClientContract,
  runId: number,
  episodeId: number | null
): Promise<number | null> {
  const found = (await trx
    .from('reruns')
    .where('run_id', runId)
    .where((own) =>
      episodeId === null ? own.whereNull('episode_id') : own.where('episode_id', episodeId)
    )
    .whereIn('status', PENDING)
    .first()) as { rerun_id: number } | null
  return found?.rerun_id ?? null
}
