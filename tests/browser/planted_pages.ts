import { plantEvaluation, plantLook } from '#tests/functional/pages/planted_evaluation'
import type { PlantedRun } from '#tests/functional/pages/planted_run'
import { plantVersions } from '#tests/functional/models/planted_versions'
import { plantDrawnStudy } from '#tests/functional/api/planted_records'

/** Every page there is, of what is planted. */
export function pagesOf(planted: PlantedRun, evaluated: Evaluated): string[] {
  const { test: tested, folds, failed, queued, cancelled } = evaluated
  const { datasetId, experimentId, runId, bestEpisodeId, trainingEpisodeId } = planted
  return [
    '/',
    '/datasets',
    '/datasets/new',
    `/datasets/${datasetId}`,
    `/datasets/${datasetId}/chart?indicators=rsi,macd,bollinger`,
    `/datasets/${datasetId}/features`,
    `/datasets/${datasetId}?tab=versions`,
    `/datasets/${datasetId}?tab=uses`,
    `/datasets/${datasetId}?tab=looks`,
    '/runs',
    `/runs/new?from=${runId}`,
    '/presets',
    `/runs/${runId}`,
    `/runs/${runId}/episodes`,
    `/runs/${runId}/observation`,
    `/runs/${runId}/configuration`,
    `/experiments/${experimentId}`,
    '/episodes?kind=all',
    `/episodes/${bestEpisodeId}?bar=150`,
    `/episodes/${bestEpisodeId}/observation?bar=150`,
    `/episodes/${trainingEpisodeId}`,
    '/studies',
    '/studies/new',
    `/studies/new?from=${evaluated.study}`,
    `/studies/${evaluated.study}`,
    '/evaluations',
    '/evaluations/new',
    `/evaluations/new?run=${runId}&range=walk_forward`,
    ...[tested, folds, failed, queued, cancelled].map((id) => `/evaluations/${id}`),
    '/compare',
    `/compare?ids=${tested},${folds}`,
    `/compare?ids=experiment-${experimentId}`,
    `/compare?ids=episode-${bestEpisodeId},episode-${trainingEpisodeId}`,
    '/search?q=AAPL',
    '/models',
    evaluated.model,
    '/jobs',
    '/users',
    '/tokens',
    '/audit',
    '/settings',
    '/help/first-run',
    '/help/reading-a-run',
    '/help/tuning',
    '/help/running-the-service',
    '/help/keys',
    '/help/models',
    '/help/reading-an-episode',
    '/help/reading-a-tear-sheet',
    '/help/parameters',
    '/help/glossary',
    '/help/commands',
    '/help/search?q=drain',
    `/chosen/delete?ids=experiment-${experimentId}`,
    '/docs',
    '/account',
  ]
}

export interface Evaluated {
  readonly study: number
  /** Path of a promoted model's page. */
  readonly model: string
  readonly test: number
  readonly folds: number
  readonly failed: number
  readonly queued: number
  readonly cancelled: number
}

/** An evaluation of every kind and status, a study, and a model of two versions. */
export async function plantEvaluations(planted: PlantedRun): Promise<Evaluated> {
  const id = async (planting: object) =>
    (await plantEvaluation({ ...planted, ...planting })).evaluationId
  await plantLook('first try')
  return {
    study: await plantDrawnStudy(planted.datasetId),
    model: await plantVersions(planted.datasetId),
    test: await id({ look: 2, reason: 'final check', shape: { seeds: 3 } }),
    folds: await id({ range: 'walk_forward', shape: { seeds: 2 } }),
    failed: await id({ look: 3, status: 'failed' }),
    queued: await id({ range: 'validation', status: 'queued' }),
    cancelled: await id({ range: 'validation', status: 'cancelled' }),
  }
}
