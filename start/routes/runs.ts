import router from '@adonisjs/core/services/router'
import { pageId } from './page_ids.js'

const Runs = () => import('#controllers/pages/runs_controller')
const Actions = () => import('#controllers/pages/run_actions_controller')
const Reruns = () => import('#controllers/pages/reruns_controller')
const Presets = () => import('#controllers/pages/presets_controller')
const Launch = () => import('#controllers/pages/launch_controller')
const Run = () => import('#controllers/pages/run_controller')
const Live = () => import('#controllers/pages/run_live_controller')
const ListLive = () => import('#controllers/pages/list_live_controller')
const Files = () => import('#controllers/pages/files_controller')
const Experiments = () => import('#controllers/pages/experiments_controller')
const Episode = () => import('#controllers/pages/episode_controller')
const Episodes = () => import('#controllers/pages/episodes_controller')

router.get('/runs', [Runs, 'index']).as('runs.index')
router.get('/runs/live', [ListLive, 'runs']).as('runs.list.live')
router.get('/runs/new', [Launch, 'create']).as('runs.create')
router.post('/runs', [Actions, 'store']).as('runs.store')
router.post('/runs/new/check', [Launch, 'check']).as('runs.check')
router.post('/runs/new/try', [Launch, 'try']).as('runs.try')
router
  .group(() => {
    router.get('/runs/:id', [Run, 'show']).as('runs.show')
    router.get('/runs/:id/live', [Live, 'stream']).as('runs.live')
    router.get('/runs/:id/episodes', [Episodes, 'ofRun']).as('runs.episodes')
    router.get('/runs/:id/observation', [Run, 'observation']).as('runs.observation')
    router.get('/runs/:id/configuration', [Run, 'configuration']).as('runs.configuration')
    router.post('/runs/:id/cancel', [Actions, 'cancel']).as('runs.cancel')
    router.post('/runs/:id/resume', [Actions, 'resume']).as('runs.resume')
    router.post('/runs/:id/notes', [Actions, 'note']).as('runs.note')
    router.post('/runs/:id/reproduce', [Reruns, 'reproduce']).as('runs.reproduce')
    router.post('/runs/:id/delete', [Actions, 'destroy']).as('runs.destroy')
    router.get('/runs/:id/log.txt', [Files, 'log']).as('runs.log')
  })
  .where('id', pageId)
router.get('/presets', [Presets, 'index']).as('presets.index')
router.post('/presets', [Presets, 'store']).as('presets.store')
router
  .group(() => {
    router.post('/presets/:id', [Presets, 'update']).as('presets.update')
    router.post('/presets/:id/delete', [Presets, 'destroy']).as('presets.destroy')
  })
  .where('id', pageId)
router.get('/episodes', [Episodes, 'index']).as('episodes.index')
router
  .group(() => {
    router.get('/episodes/:id', [Episode, 'show']).as('episodes.show')
    router.post('/episodes/:id/replay', [Reruns, 'replay']).as('episodes.replay')
    router.get('/episodes/:id/observation', [Episode, 'observation']).as('episodes.observation')
    router
      .get('/episodes/:id/observation.csv', [Episode, 'observation'])
      .as('episodes.observation.file')
    router.get('/episodes/:id/chart', [Episode, 'bars']).as('episodes.chart')
    router.get('/episodes/:id/:file', [Files, 'episode']).as('episodes.file')
  })
  .where('id', pageId)
router
  .group(() => {
    router.get('/reruns/:id/live', [Reruns, 'stream']).as('reruns.live')
    router.post('/reruns/:id/cancel', [Reruns, 'cancel']).as('reruns.cancel')
  })
  .where('id', pageId)
router
  .group(() => {
    router.get('/experiments/:id', [Experiments, 'show']).as('experiments.show')
    router.get('/experiments/:id/live', [Experiments, 'stream']).as('experiments.live')
    router.post('/experiments/:id', [Experiments, 'describe']).as('experiments.describe')
  })
  .where('id', pageId)
