import router from '@adonisjs/core/services/router'

const Datasets = () => import('#controllers/api/datasets_controller')
const Runs = () => import('#controllers/api/training_runs_controller')
const Episodes = () => import('#controllers/api/episodes_controller')

router
  .group(() => {
    router.get('/datasets', [Datasets, 'index']).as('datasets.index')
    router.get('/datasets/:id', [Datasets, 'show']).as('datasets.show')
    router.get('/training/runs', [Runs, 'index']).as('runs.index')
    router.post('/training/runs', [Runs, 'store']).as('runs.store')
    router.get('/training/runs/:id', [Runs, 'show']).as('runs.show')
    router.post('/training/runs/:id/cancel', [Runs, 'cancel']).as('runs.cancel')
    router.post('/training/runs/:id/resume', [Runs, 'resume']).as('runs.resume')
    router.get('/training/runs/:id/episodes', [Episodes, 'ofRun']).as('runs.episodes')
    router.get('/episodes', [Episodes, 'index']).as('episodes.index')
    router.get('/episodes/:id', [Episodes, 'show']).as('episodes.show')
    router.get('/episodes/:id/steps', [Episodes, 'steps']).as('episodes.steps')
    router.get('/episodes/:id/trades', [Episodes, 'trades']).as('episodes.trades')
    router.get('/episodes/:id/operations', [Episodes, 'operations']).as('episodes.operations')
  })
  .prefix('/api/v1')
  .as('api')
  .where('id', router.matchers.number())
