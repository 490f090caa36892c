import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { RecordedEpisode } from '#compute/workers/recorded_episode'
import type { RandomStream } from '#core/random/random_stream'
import type { SeedMarket } from '#services/bench/seed/seed_markets'
import { seedParameters } from '#services/bench/seed/seed_markets'
import {
  plannedEpisode,
  SEEDS,
  trainingsOf,
  type PlannedRun,
  type SeedPlan,
} from '#services/bench/seed/seed_plan'
import { SeedPlayer } from '#services/bench/seed/seed_player'
import { codeVersion } from '#services/code_version'
import { storeEpisodes } from '#services/recorder/episode_store'

/** Episodes without steps are drawn from so many that were played. */
const PLAYED = 50
const SECONDS_PER_EPISODE = 0.4
const HOUR_MS = 3_600_000
/** Runs of one transaction, a whole number of experiments. */
const RUNS_AT_ONCE = 10 * SEEDS

/** Stores experiments, runs and their episodes. */
export class SeedRuns {
  readonly #markets: readonly (SeedMarket & { readonly player: SeedPlayer })[]
  readonly #plan: SeedPlan
  readonly #userIds: readonly number[]
  readonly #unrecorded = new Map<SeedPlayer, RecordedEpisode[]>()
  #recorded = 0

  constructor(
    plan: SeedPlan,
    markets: readonly SeedMarket[],
    userIds: readonly number[],
    random: RandomStream
  ) {
    this.#plan = plan
    this.#userIds = userIds
    this.#markets = markets.map((market) => ({
      ...market,
      player: new SeedPlayer(market, random),
    }))
  }

  /** All runs of the plan, some in each transaction; their ids. */
  async store(tell: (runs: number) => void, signal: AbortSignal): Promise<number[]> {
    const { runs } = this.#plan
    const ids: number[] = []
    for (let first = 0; first < runs.length; first += RUNS_AT_ONCE) {
      signal.throwIfAborted()
      const some = runs.slice(first, first + RUNS_AT_ONCE)
      await db.transaction(async (trx) => {
        for (let k = 0; k < some.length; k += SEEDS) {
          ids.push(...(await this.#experiment(trx, (first + k) / SEEDS, some.slice(k, k + SEEDS))))
        }
      })
      tell(ids.length)
    }
    return ids
  }

  async #experiment(
    trx: TransactionClientContract,
    index: number,
    runs: readonly PlannedRun[]
  ): Promise<number[]> {
    const market = this.#markets[index % this.#markets.length]
    const trainings = Math.max(1, ...runs.map((run) => trainingsOf(run.episodes)))
    const parameters = JSON.stringify(seedParameters(trainings))
    const [{ experiment_id: experimentId }] = (await trx
      .table('experiments')
      .returning('experiment_id')
      .insert({
        name: `Seeded experiment ${index + 1}`,
        preset: 'quick',
        parameters,
        notes: 'Made by bench:seed: no run of it was trained.',
        user_id: this.#userIds[index % this.#userIds.length],
      })) as { experiment_id: number }[]
    await trx
      .table('experiment_datasets')
      .insert({ experiment_id: experimentId, dataset_id: market.datasetId, position: 0 })
    const rows = runs.map((run, seed) =>
      runRow(market, run, { experimentId, index, seed: seed + 1, trainings, parameters })
    )
    const stored = (await trx.table('training_runs').returning('run_id').multiInsert(rows)) as {
      run_id: number
    }[]
    for (const [k, { run_id: runId }] of stored.entries()) {
      await this.#episodes(trx, market, runId, runs[k], trainings)
    }
    return stored.map(({ run_id: runId }) => runId)
  }

  async #episodes(
    trx: TransactionClientContract,
    market: SeedMarket & { readonly player: SeedPlayer },
    runId: number,
    { episodes }: PlannedRun,
    trainings: number
  ): Promise<void> {
    const run = {
      runId,
      datasetIds: [market.datasetId],
      actionNames: market.model.manifest.actionNames,
      gamma: market.model.manifest.parameters.agent.gamma,
    }
    const played = Array.from({ length: episodes }, (_, k) => ({
      ...this.#episode(market.player, k + 1, trainings),
      sequence: k + 1,
    }))
    await storeEpisodes(trx, run, played)
  }

  #episode(player: SeedPlayer, k: number, trainings: number): RecordedEpisode {
    const { kind, number, recorded } = plannedEpisode(k)
    const epsilon = kind === 'validation' ? 0 : Math.max(0.02, 1 - number / trainings)
    if (recorded) return player.play(kind, number, this.#nextLength(kind), epsilon)
    const pool = this.#unrecorded.get(player) ?? []
    this.#unrecorded.set(player, pool)
    const steps = this.#plan.steps
    if (pool.length < PLAYED) pool.push(player.play('training', number, steps, epsilon))
    const meanLoss = 0.002 + 0.02 / number
    return { ...pool[k % pool.length], kind, number, epsilon, meanLoss, details: null }
  }

  /** Steps of the next recorded episode; the long one is the first that trains. */
  #nextLength(kind: 'training' | 'validation'): number {
    const { longSteps, steps, extra } = this.#plan
    const isLong = longSteps > 0 && !this.#isLongPlayed && kind === 'training'
    if (isLong) {
      this.#isLongPlayed = true
      return longSteps
    }
    return steps + (this.#recorded++ < extra ? 1 : 0)
  }
  #isLongPlayed = false
}

interface RunPlace {
  readonly experimentId: number
  readonly index: number
  readonly seed: number
  readonly trainings: number
  readonly parameters: string
}

/** A run that stands where its episodes end; what its episodes decide is filled in later. */
function runRow({ facts }: SeedMarket, { status, episodes }: PlannedRun, place: RunPlace) {
  const { experimentId, index, seed, trainings, parameters } = place
  const begun = status !== 'queued'
  const done = trainingsOf(episodes)
  const seconds = done * SECONDS_PER_EPISODE
  const queued = Date.now() - (index % 2000) * HOUR_MS - 24 * HOUR_MS
  const hasEnded = ['completed', 'failed', 'cancelled'].includes(status)
  const end = hasEnded ? new Date(queued + 1000 * seconds) : null
  const fault = status === 'failed'
  return {
    experiment_id: experimentId,
    seed,
    status,
    parameters,
    notes: 'Seeded',
    attempts: begun ? 1 : 0,
    queued_at: new Date(queued),
    start_time: begun ? new Date(queued) : null,
    end_time: end,
    heartbeat_at: status === 'running' ? new Date() : end,
    fingerprint: begun ? JSON.stringify(facts.fingerprint) : null,
    code_version: begun ? codeVersion() : null,
    checks: begun ? JSON.stringify(facts.checks) : null,
    splits: begun ? JSON.stringify(facts.splits) : null,
    benchmark: begun ? JSON.stringify(facts.buyAndHold) : null,
    observation_names: begun ? facts.observationNames : null,
    episodes_total: trainings,
    episodes_done: done,
    seconds,
    mean_loss: begun ? 0.002 + 0.02 / done : null,
    epsilon: begun ? Math.max(0.02, 1 - done / trainings) : null,
    error_code: fault ? 'E_LOSS_NOT_FINITE' : null,
    error_message: fault ? 'Seeded: the loss was not finite.' : null,
    error_remedy: fault ? 'Choose a smaller learning rate.' : null,
  }
}
