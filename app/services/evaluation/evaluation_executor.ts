import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { EvaluationPool } from '#compute/evaluation_pool'
import type { EvaluateResult } from '#compute/workers/evaluate_worker'
import type { Judged } from '#core/agent/evaluate_models'
import { isCodedError } from '#core/errors'
import { patiently } from '#services/database_patience'
import { EvaluationLost } from '#services/evaluation/evaluation_errors'
import { announceEvaluation, type EvaluationRow } from '#services/evaluation/evaluation_rows'
import { evaluationSubject, judgedRuns, notesOn } from '#services/evaluation/evaluation_subject'
import { foldSeeds } from '#services/evaluation/fold_models'
import { modelsOfRuns } from '#services/evaluation/model_store'
import { sheetRows } from '#services/evaluation/sheet_rows'
import { stillGoing } from '#services/evaluation/still_going'
import { trialsOn } from '#services/evaluation/trials'
import { storeEpisodes } from '#services/recorder/episode_store'
import { announceEvaluationEnd } from '#services/notifications/evaluation_event'
import type { Queue } from '#services/queue'
import type RunDatasets from '#services/training/run_datasets'
import { ThreadError } from '#services/training/training_errors'

/** Carries evaluations of the queue out and stores what they find. */
export class EvaluationExecutor {
  readonly #pool: EvaluationPool
  readonly #datasets: RunDatasets
  readonly #queue: Queue
  readonly #workerId: number
  #busy = 0

  constructor(pool: EvaluationPool, datasets: RunDatasets, queue: Queue, workerId: number) {
    this.#pool = pool
    this.#datasets = datasets
    this.#queue = queue
    this.#workerId = workerId
  }

  /** Evaluations in hand. */
  get busy(): number {
    return this.#busy
  }

  /**
   * Resolves when the evaluation is settled, also when it failed by itself; rejects when the attempt
   * broke (thread, database) and another may succeed. Doing it twice stores it once.
   */
  async execute(evaluationId: number): Promise<void> {
    const row = await patiently(() => take(evaluationId, this.#workerId))
    if (row === null) return
    const going = stillGoing(evaluationId)
    this.#busy++
    try {
      const judged = await this.#judged(row)
      const result = await this.#pool.evaluate(judged, going.signal)
      if ('fault' in result) throw new ThreadError(result.fault)
      await patiently(() => store(this.#queue, row, judged, result))
    } catch (error) {
      if (going.signal.aborted) return
      if (!isCodedError(error)) throw error
      await patiently(() => fail(this.#queue, evaluationId, error))
    } finally {
      going.stop()
      this.#busy--
    }
  }

  async #judged(row: EvaluationRow): Promise<Judged> {
    const { experiment_id: experimentId, run_id: runId, range, settings } = row
    const subject = await evaluationSubject(runId === null ? { experimentId } : { runId })
    const { ids, datasets } = await this.#datasets.load(experimentId)
    const dataset = datasets[Math.max(0, ids.indexOf(row.dataset_id ?? ids[0]))]
    const { symbol, interval } = dataset.identity
    const { time, length } = dataset.series
    const bars = { symbol, interval, from: time[0], to: time[length - 1] }
    const common = {
      dataset,
      range,
      settings,
      trials: await trialsOn(db.connection(), bars),
      looks: row.look ?? 0,
    }
    if (row.walk_forward !== null) {
      const { folds } = row.walk_forward
      return { ...common, ...(await foldSeeds(row.evaluation_id, folds)) }
    }
    const models = await modelsOfRuns(judgedRuns(subject).map(({ run_id: id }) => id))
    return {
      ...common,
      seeds: models.map((model) => ({ seed: model.seed, models: [model] })),
      notes: notesOn(subject.runs),
    }
  }
}

/** Marks it running; null: it is settled, cancelled, deleted, or its folds still train. */
async function take(evaluationId: number, workerId: number): Promise<EvaluationRow | null> {
  return db.transaction(async (trx) => {
    const row = (await trx
      .from('evaluation_runs')
      .where('evaluation_id', evaluationId)
      .forUpdate()
      .first()) as EvaluationRow | null
    if (row === null || !['queued', 'running'].includes(row.status)) return null
    await setStatus(trx, evaluationId, {
      status: 'running',
      worker_id: workerId,
      attempts: trx.raw('attempts + 1'),
      started_at: new Date(),
    })
    return row
  })
}

async function store(
  queue: Queue,
  row: EvaluationRow,
  judged: Judged,
  result: EvaluateResult
): Promise<void> {
  const { evaluation_id: evaluationId, range } = row
  const { sheet, episodes, seconds } = result
  await db.transaction(async (trx) => {
    const isMine = await setStatus(trx, evaluationId, {
      status: 'completed',
      verdicts: JSON.stringify(sheet.verdicts),
      from_time: new Date(sheet.time[0]),
      to_time: new Date(sheet.time[sheet.time.length - 1]),
      bars: sheet.time.length,
      seconds,
      completed_at: new Date(),
      error: null,
    })
    if (!isMine) return
    await trx
      .table('evaluation_documents')
      .insert({ evaluation_id: evaluationId, content: JSON.stringify(sheet) })
    // a validation episode of the best weights is stored since training
    const stored = range === 'validation' ? new Map() : await storeAll(trx, row, judged, episodes)
    await trx.table('evaluation_metrics').multiInsert(sheetRows(evaluationId, sheet, stored))
    await announceEvaluationEnd(trx, queue, evaluationId, 'completed')
  })
}

async function storeAll(
  trx: TransactionClientContract,
  row: EvaluationRow,
  judged: Judged,
  episodes: EvaluateResult['episodes']
): Promise<Map<number, number>> {
  const ids = new Map<number, number>()
  const [{ models }] = judged.seeds
  const { actionNames, parameters } = models[0].manifest
  for (const { runId, episode } of episodes) {
    const datasetIds = [row.dataset_id ?? 0]
    const run = { runId, datasetIds, actionNames, gamma: parameters.agent.gamma }
    const last = (await trx
      .from('episodes')
      .where('run_id', runId)
      .max('sequence as last')
      .first()) as { last: number | null }
    const [id] = await storeEpisodes(trx, run, [{ ...episode, sequence: (last.last ?? 0) + 1 }])
    ids.set(runId, id)
  }
  return ids
}

async function fail(
  queue: Queue,
  evaluationId: number,
  { code, message, remedy }: { code: string; message: string; remedy: string }
): Promise<void> {
  await db.transaction(async (trx) => {
    const isMine = await setStatus(trx, evaluationId, {
      status: 'failed',
      error: JSON.stringify({ code, message, remedy }),
      completed_at: new Date(),
    })
    if (isMine) await announceEvaluationEnd(trx, queue, evaluationId, 'failed')
  })
}

/** Settles an evaluation whose job was lost too often. */
export async function failLostEvaluation(queue: Queue, evaluationId: number): Promise<void> {
  await patiently(() => fail(queue, evaluationId, new EvaluationLost(evaluationId)))
}

/** False when it is settled already. */
async function setStatus(
  trx: TransactionClientContract,
  evaluationId: number,
  change: { status: EvaluationRow['status'] } & Readonly<Record<string, unknown>>
): Promise<boolean> {
  const changed = await trx
    .from('evaluation_runs')
    .where('evaluation_id', evaluationId)
    .whereIn('status', ['queued', 'running'])
    .update(change)
  if (Number(changed) === 0) return false
  await announceEvaluation(trx, evaluationId, change.status)
  return true
}
