import { METHODS } from 'node:http'
import router from '@adonisjs/core/services/router'
import { heldTo } from '#middleware/api_operation_middleware'
import { pathParameters, type Operation } from '#openapi/operation'
import { ID_PATTERN } from '#openapi/operations'
import * as datasets from '#openapi/operations/datasets'
import * as episodes from '#openapi/operations/episodes'
import * as evaluations from '#openapi/operations/evaluations'
import * as experiments from '#openapi/operations/experiments'
import * as models from '#openapi/operations/models'
import * as presets from '#openapi/operations/presets'
import * as system from '#openapi/operations/system'
import * as studies from '#openapi/operations/studies'
import * as runs from '#openapi/operations/training_runs'

const Datasets = () => import('#controllers/api/datasets_controller')
const DatasetBars = () => import('#controllers/api/dataset_bars_controller')
const Episodes = () => import('#controllers/api/episodes_controller')
const Evaluations = () => import('#controllers/api/evaluations_controller')
const Experiments = () => import('#controllers/api/experiments_controller')
const Models = () => import('#controllers/api/models_controller')
const Presets = () => import('#controllers/api/presets_controller')
const Runs = () => import('#controllers/api/training_runs_controller')
const StudyParts = () => import('#controllers/api/study_parts_controller')
const Studies = () => import('#controllers/api/studies_controller')
const System = () => import('#controllers/api/system_controller')
const Unknown = () => import('#controllers/api/unknown_controller')
const Docs = () => import('#controllers/api/docs_controller')

type Handler = Parameters<typeof router.route>[2]

/** The route of an operation: path, name and checks are the operation's own. */
function serve(operation: Operation, handler: Handler): void {
  const pattern = `/api/v1${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`
  const methods = operation.method === 'GET' ? ['GET', 'HEAD'] : [operation.method]
  const route = router.route(pattern, methods, handler).as(`api.${operation.id}`)
  for (const name of pathParameters(operation.path)) {
    route.where(name, { match: ID_PATTERN, cast: Number })
  }
  route.use(heldTo(operation))
}

serve(episodes.listEpisodes, [Episodes, 'index'])
serve(episodes.showEpisode, [Episodes, 'show'])
serve(episodes.listSteps, [Episodes, 'steps'])
serve(episodes.listTrades, [Episodes, 'trades'])
serve(episodes.listOperations, [Episodes, 'operations'])
serve(episodes.showEpisodeModel, [Episodes, 'model'])
serve(runs.listRuns, [Runs, 'index'])
serve(runs.launchRuns, [Runs, 'store'])
serve(runs.showRun, [Runs, 'show'])
serve(runs.noteRun, [Runs, 'note'])
serve(runs.deleteRun, [Runs, 'destroy'])
serve(runs.cancelRun, [Runs, 'cancel'])
serve(runs.resumeRun, [Runs, 'resume'])
serve(runs.listEpisodesOfRun, [Episodes, 'ofRun'])
serve(experiments.listExperiments, [Experiments, 'index'])
serve(experiments.showExperiment, [Experiments, 'show'])
serve(experiments.describeExperiment, [Experiments, 'describe'])
serve(presets.listPresets, [Presets, 'index'])
serve(presets.savePreset, [Presets, 'store'])
serve(presets.showPreset, [Presets, 'show'])
serve(presets.changePreset, [Presets, 'update'])
serve(presets.deletePreset, [Presets, 'destroy'])
serve(studies.listStudies, [Studies, 'index'])
serve(studies.launchStudy, [Studies, 'store'])
serve(studies.showStudy, [Studies, 'show'])
serve(studies.deleteStudy, [Studies, 'destroy'])
serve(studies.pauseStudy, [Studies, 'pause'])
serve(studies.resumeStudy, [Studies, 'resume'])
serve(studies.stopStudy, [Studies, 'stop'])
serve(studies.extendStudy, [Studies, 'extend'])
serve(studies.enqueueTrials, [Studies, 'enqueue'])
serve(studies.retrainTrial, [Studies, 'retrain'])
serve(studies.cloneStudy, [Studies, 'clone'])
serve(studies.listTrials, [Studies, 'results'])
serve(studies.listRungs, [Studies, 'rungs'])
serve(studies.showStudySummary, [StudyParts, 'summary'])
serve(studies.listHistory, [StudyParts, 'history'])
serve(studies.listImportance, [StudyParts, 'importance'])
serve(studies.listCorrelation, [StudyParts, 'correlation'])
serve(studies.listCurves, [StudyParts, 'curves'])
serve(studies.listTimeline, [StudyParts, 'timeline'])
serve(studies.listFront, [StudyParts, 'front'])
serve(evaluations.listEvaluations, [Evaluations, 'index'])
serve(evaluations.requestEvaluation, [Evaluations, 'store'])
serve(evaluations.showEvaluation, [Evaluations, 'show'])
serve(evaluations.cancelEvaluation, [Evaluations, 'cancel'])
serve(evaluations.deleteEvaluation, [Evaluations, 'destroy'])
serve(evaluations.listEvaluationMetrics, [Evaluations, 'metrics'])
serve(evaluations.listLooks, [Evaluations, 'looks'])
serve(evaluations.showTearSheet, [Evaluations, 'sheet'])
serve(datasets.listDatasets, [Datasets, 'index'])
serve(datasets.fetchDataset, [Datasets, 'store'])
serve(datasets.uploadDataset, [Datasets, 'upload'])
serve(datasets.showDataset, [Datasets, 'show'])
serve(datasets.deleteDataset, [Datasets, 'destroy'])
serve(datasets.listBars, [DatasetBars, 'bars'])
serve(datasets.listFeatures, [DatasetBars, 'features'])
serve(models.listModels, [Models, 'index'])
serve(models.showModel, [Models, 'show'])
serve(models.promoteModel, [Models, 'promote'])
serve(models.retireModel, [Models, 'retire'])
serve(models.listExports, [Models, 'exports'])
serve(models.makeExport, [Models, 'export'])
serve(models.showExportFile, [Models, 'file'])
serve(system.listWorkers, [System, 'workers'])
serve(system.drainWorker, [System, 'drain'])
serve(system.resumeWorker, [System, 'resume'])
serve(system.showMetrics, [System, 'metrics'])
serve(system.showOpenapi, [System, 'openapi'])

router.get('/docs', [Docs, 'show']).as('docs')
router.on('/api').redirectToPath('/docs').as('docs.short')
// last: what no operation answers
router
  .route(
    '/api/v1/*',
    // the framework writes methods into its types as they are: M-SEARCH would be no name there
    METHODS.filter((method) => method !== 'CONNECT' && method !== 'M-SEARCH'),
    [Unknown, 'handle']
  )
  .as('api.unknown')
