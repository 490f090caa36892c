import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { engineFactory } from '#compute/engines/factory'
import { recordedEpisode } from '#compute/workers/recorded_episode'
import { evaluateModel } from '#core/agent/evaluate_model'
import { openSeries } from '#core/agent/sealed_series'
import { alwaysFlat, buyAndHold } from '#core/evaluation/benchmarks/benchmark'
import { smaCrossover } from '#core/evaluation/benchmarks/sma_crossover'
import { measureEpisode, playBenchmark } from '#core/evaluation/compared_play'
import { periodsPerYear } from '#core/market/calendars'
import AuditService, { type Actor } from '#services/audit_service'
import { modelsOfRuns } from '#services/evaluation/model_store'
import { subjectOf, medianOf, type SubjectMetrics } from '#services/evaluation/subject_metrics'
import { recordLook } from '#services/evaluation/test_looks'
import { storeEpisodes } from '#services/recorder/episode_store'
import RunDatasets from '#services/training/run_datasets'
import { NothingToEvaluate, RunsNotEnded } from '#services/evaluation/evaluation_errors'

/** The out-of-sample table of an experiment. */
export interface OutOfSample {
  readonly evaluationId: number
  /** Which look at these bars it was. */
  readonly look: number
  /** UTC epoch ms. */
  readonly from: number
  readonly to: number
  readonly bars: number
  /** Agent by seed, their median, then the benchmarks. */
  readonly subjects: readonly SubjectMetrics[]
}

const SMA_FAST = 10
const SMA_SLOW = 30

/** Judges experiments on bars that trained and selected nothing. */
@inject()
export default class EvaluationService {
  constructor(
    protected datasets: RunDatasets,
    protected audit: AuditService
  ) {}

  /**
   * Plays the models of an experiment and the benchmarks over the sealed test range of its first
   * dataset, and records the look.
   * @throws E_NOTHING_TO_EVALUATE when no run has a model, E_RUNS_NOT_ENDED while one trains
   */
  async evaluateTest(experimentId: number, reason: string, actor: Actor): Promise<OutOfSample> {
    const runs = (await db
      .from('training_runs')
      .where('experiment_id', experimentId)
      .select('run_id', 'status')) as { run_id: number; status: string }[]
    const going = runs.filter(({ status }) => ['queued', 'running'].includes(status)).length
    if (going > 0) throw new RunsNotEnded(experimentId, going)
    const models = await modelsOfRuns(runs.map(({ run_id: runId }) => runId))
    if (models.length === 0) throw new NothingToEvaluate(experimentId)
    const { ids, datasets } = await this.datasets.load(experimentId)
    const [dataset] = datasets
    const { parameters } = models[0].manifest
    const { series, splits } = openSeries(dataset, parameters)
    const periods = periodsPerYear(dataset.identity.interval, dataset.identity.calendar)
    const plays = models.map((model) => {
      const engines = engineFactory(
        model.manifest.fingerprint.engine === 'reference' ? 'reference' : 'simd'
      )
      const record = evaluateModel(model, dataset, 'test', engines)
      return { model, record, play: measureEpisode(record, series, periods) }
    })
    const range = { first: plays[0].record.startBar, last: splits.test.last }
    const benchmark = (name: string, levels: Parameters<typeof playBenchmark>[0]) =>
      subjectOf(name, null, playBenchmark(levels, series, range, parameters.environment, periods))
    const agents = plays.map(({ model, play }) => subjectOf('agent', model.runId, play, model.seed))
    const subjects = [
      ...agents,
      medianOf(agents),
      benchmark('buy_and_hold', buyAndHold),
      benchmark('sma_crossover', smaCrossover(SMA_FAST, SMA_SLOW)),
      benchmark('always_flat', alwaysFlat),
    ]
    const [from, to] = [series.time[range.first], series.time[range.last]]
    const bars = range.last - range.first + 1
    const stored = await db.transaction(async (trx) => {
      const { testLookId, number: look } = await recordLook(trx, {
        datasetId: ids[0],
        dataset,
        from,
        to,
        reason,
        userId: actor.userId,
      })
      const [{ evaluation_id: evaluationId }] = (await trx
        .table('evaluation_runs')
        .returning('evaluation_id')
        .insert({
          experiment_id: experimentId,
          range: 'test',
          from_time: new Date(from),
          to_time: new Date(to),
          bars,
          settings: JSON.stringify({
            benchmarks: { sma_crossover: { fast: SMA_FAST, slow: SMA_SLOW } },
          }),
          verdicts: '[]',
          look,
          user_id: actor.userId,
        })) as { evaluation_id: number }[]
      await trx
        .from('test_looks')
        .where('test_look_id', testLookId)
        .update({ evaluation_id: evaluationId })
      const episodes = new Map<number, number>()
      for (const { model, record } of plays) {
        const sequence = await nextSequence(trx, model.runId)
        const run = { runId: model.runId, datasetIds: ids, actionNames: model.manifest.actionNames }
        const [id] = await storeEpisodes(trx, run, [recordedEpisode(record, sequence, periods)])
        episodes.set(model.runId, id)
      }
      await trx
        .table('evaluation_metrics')
        .multiInsert(subjects.flatMap((subject) => metricRows(evaluationId, subject, episodes)))
      await this.audit.record(trx, actor, {
        act: 'evaluation.test',
        objectType: 'experiment',
        objectId: experimentId,
        details: { look, reason },
      })
      return { evaluationId, look }
    })
    return { ...stored, from, to, bars, subjects }
  }
}

async function nextSequence(
  trx: Parameters<typeof storeEpisodes>[0],
  runId: number
): Promise<number> {
  const row = (await trx
    .from('episodes')
    .where('run_id', runId)
    .max('sequence as last')
    .first()) as { last: number | null }
  return (row.last ?? 0) + 1
}

function metricRows(
  evaluationId: number,
  { subject, runId, metrics }: SubjectMetrics,
  episodes: ReadonlyMap<number, number>
) {
  return Object.entries(metrics).map(([metric, value]) => ({
    evaluation_id: evaluationId,
    subject,
    run_id: runId,
    episode_id: runId === null ? null : (episodes.get(runId) ?? null),
    metric,
    value: value !== null && Number.isFinite(value) ? value : null,
  }))
}
