import router from '@adonisjs/core/services/router'
import { pageId } from './page_ids.js'

const Datasets = () => import('#controllers/pages/datasets_controller')
const Charts = () => import('#controllers/pages/dataset_chart_controller')
const FetchLive = () => import('#controllers/pages/dataset_fetch_live_controller')
const Fetches = () => import('#controllers/pages/dataset_fetches_controller')

router.get('/datasets', [Datasets, 'index']).as('datasets.index')
router.get('/datasets/new', [Fetches, 'create']).as('datasets.create')
router.get('/datasets/new/live', [FetchLive, 'stream']).as('datasets.fetch.live')
router.post('/datasets/preview', [Fetches, 'preview']).as('datasets.preview')
router.post('/datasets', [Fetches, 'store']).as('datasets.store')
router
  .group(() => {
    router.get('/datasets/:id', [Datasets, 'show']).as('datasets.show')
    router.get('/datasets/:id/chart', [Charts, 'show']).as('datasets.chart')
    router.get('/datasets/:id/bars', [Charts, 'bars']).as('datasets.bars')
    router.get('/datasets/:id/features', [Charts, 'features']).as('datasets.features')
    router.post('/datasets/:id/delete', [Datasets, 'destroy']).as('datasets.destroy')
  })
  .where('id', pageId)
