import router from '@adonisjs/core/services/router'
import { pageId, smallNumber } from './page_ids.js'

const Studies = () => import('#controllers/pages/studies_controller')
const Form = () => import('#controllers/pages/study_form_controller')
const Study = () => import('#controllers/pages/study_controller')
const Files = () => import('#controllers/pages/study_files_controller')
const ListLive = () => import('#controllers/pages/list_live_controller')
const Live = () => import('#controllers/pages/study_live_controller')

router.get('/studies', [Studies, 'index']).as('studies.index')
router.get('/studies/live', [ListLive, 'studies']).as('studies.list.live')
router.get('/studies/new', [Form, 'create']).as('studies.create')
router.post('/studies/new/check', [Form, 'check']).as('studies.check')
router.post('/studies/new/try', [Form, 'try']).as('studies.try')
router.post('/studies/new/space', [Form, 'space']).as('studies.space')
router.post('/studies/new/base', [Form, 'base']).as('studies.base')
router.post('/studies', [Form, 'store']).as('studies.store')
router
  .group(() => {
    router.get('/studies/:id', [Study, 'show']).as('studies.show')
    router.get('/studies/:id/plots', [Study, 'plots']).as('studies.plots')
    router.get('/studies/:id/contour', [Study, 'contour']).as('studies.contour')
    router.get('/studies/:id/files/:file', [Files, 'show']).as('studies.file')
    router.get('/studies/:id/live', [Live, 'stream']).as('studies.live')
    router
      .get('/studies/:id/trials/:trial', [Study, 'trial'])
      .where('trial', smallNumber)
      .as('studies.trial')
    router.post('/studies/:id/pause', [Studies, 'pause']).as('studies.pause')
    router.post('/studies/:id/resume', [Studies, 'resume']).as('studies.resume')
    router.post('/studies/:id/stop', [Studies, 'stop']).as('studies.stop')
    router.post('/studies/:id/extend', [Studies, 'extend']).as('studies.extend')
    router.post('/studies/:id/retrain', [Studies, 'retrain']).as('studies.retrain')
    router.post('/studies/:id/delete', [Studies, 'destroy']).as('studies.destroy')
  })
  .where('id', pageId)
