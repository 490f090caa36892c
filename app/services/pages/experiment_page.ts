import { experimentSummary } from '#services/pages/experiment_summary'
import { missing } from '#services/pages/missing'
import { promotionOf } from '#services/pages/models/promotion'
import { outOfSample, plainSentence } from '#services/pages/out_of_sample'
import { experimentDatasets } from '#services/pages/run_detail'
import { trainingCurves, validationCurves } from '#services/pages/run_curves'
import { row, rows } from '#services/pages/rows'
import { SHOWN_STATUS } from '#services/pages/run_status'

export interface ExperimentHead {
  readonly experiment_id: number
  readonly name: string
  readonly preset: string | null
  readonly saved_preset: string | null
  readonly notes: string
  readonly tags: readonly string[]
  readonly parameters: Record<string, Record<string, unknown>>
  readonly created_at: Date
  readonly person: string | null
}

export interface ExperimentRun {
  readonly run_id: number
  readonly seed: number
  readonly status: string
  readonly episodes_done: number
  readonly episodes_total: number
  readonly seconds: number
  readonly best_validation: number | null
  readonly best_episode_id: number | null
  readonly best_number: number | null
  readonly best_return: number | null
  readonly best_drawdown: number | null
  readonly best_trades: number | null
  readonly weights_sha256: string | null
  readonly benchmark: {
    readonly sharpe?: number | null
    readonly totalReturn?: number | null
    readonly maxDrawdown?: number | null
  } | null
}

async function runsOf(experimentId: number): Promise<ExperimentRun[]> {
  return rows<ExperimentRun>(
    `select r.run_id, r.seed, ${SHOWN_STATUS} as status, r.episodes_done, r.episodes_total,
       r.seconds, r.best_validation, r.best_episode_id, r.weights_sha256, r.benchmark,
       best.number as best_number, best.total_return as best_return,
       best.max_drawdown as best_drawdown, best.total_trades as best_trades
     from training_runs r left join episodes best on best.episode_id = r.best_episode_id
     where r.experiment_id = :experiment order by r.run_id`,
    { experiment: experimentId }
  )
}

/**
 * The seeds of an experiment together, with the curves to overlay.
 * @throws E_RECORD_NOT_FOUND
 */
export async function experimentPage(experimentId: number) {
  const experiment = await row<ExperimentHead>(
    `select e.experiment_id, e.name, e.preset, e.saved_preset, e.notes, e.tags, e.parameters, e.created_at,
       u.email as person
     from experiments e left join users u on u.id = e.user_id where e.experiment_id = :experiment`,
    { experiment: experimentId }
  )
  if (experiment === null) throw await missing('experiment', experimentId)
  const [runs, datasets, promotion] = await Promise.all([
    runsOf(experimentId),
    experimentDatasets(experimentId),
    promotionOf(experimentId),
  ])
  const runIds = runs.map(({ run_id: runId }) => runId)
  const [training, validation] = await Promise.all([
    trainingCurves(runIds),
    validationCurves(runIds),
  ])
  const curves = runs.map(({ run_id: runId, seed }) => ({
    seed,
    training: training.get(runId) ?? [],
    validation: validation.get(runId) ?? [],
  }))
  const evaluations = (await outOfSample(experimentId)).map((evaluation) => ({
    ...evaluation,
    sentence: plainSentence(evaluation),
  }))
  const summary = experimentSummary(runs)
  return { experiment, runs, datasets, curves, evaluations, promotion, summary }
}
