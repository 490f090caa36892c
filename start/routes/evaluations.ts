import router from '@adonisjs/core/services/router'
import { pageId } from './page_ids.js'

const Evaluations = () => import('#controllers/pages/evaluations_controller')
const Evaluation = () => import('#controllers/pages/evaluation_controller')
const ListLive = () => import('#controllers/pages/list_live_controller')
const Live = () => import('#controllers/pages/evaluation_live_controller')
const Files = () => import('#controllers/pages/evaluation_files_controller')
const Compare = () => import('#controllers/pages/compare_controller')

router.get('/evaluations', [Evaluations, 'index']).as('evaluations.index')
router.get('/evaluations/live', [ListLive, 'evaluations']).as('evaluations.list.live')
router.get('/evaluations/new', [Evaluations, 'create']).as('evaluations.create')
router.get('/evaluations/new/look', [Evaluations, 'look']).as('evaluations.look')
router.post('/evaluations', [Evaluations, 'store']).as('evaluations.store')
router
  .group(() => {
    router.get('/evaluations/:id', [Evaluation, 'show']).as('evaluations.show')
    router.get('/evaluations/:id/live', [Live, 'stream']).as('evaluations.live')
    router.get('/evaluations/:id/chart', [Evaluation, 'chart']).as('evaluations.chart')
    router.post('/evaluations/:id/cancel', [Evaluations, 'cancel']).as('evaluations.cancel')
    router.post('/evaluations/:id/delete', [Evaluations, 'destroy']).as('evaluations.destroy')
    router.get('/evaluations/:id/:file', [Files, 'show']).as('evaluations.file')
  })
  .where('id', pageId)
router.get('/compare', [Compare, 'show']).as('compare.show')
