import router from '@adonisjs/core/services/router'
import { pageId, smallNumber } from './page_ids.js'

const Models = () => import('#controllers/pages/models_controller')
const Actions = () => import('#controllers/pages/model_actions_controller')

router.get('/models', [Models, 'index']).as('models.index')
router
  .group(() => {
    router.get('/models/candidates/:experiment_id', [Models, 'candidate']).as('models.candidate')
    // acts are of the experiment: a candidate has no name yet
    router.post('/experiments/:experiment_id/promote', [Actions, 'promote']).as('models.promote')
    router.post('/experiments/:experiment_id/retire', [Actions, 'retire']).as('models.retire')
    router.post('/experiments/:experiment_id/exports', [Actions, 'export']).as('models.export')
  })
  .where('experiment_id', pageId)
router.get('/models/exports/:id/:file', [Models, 'file']).where('id', pageId).as('models.file')
router
  .get('/models/:name/:version', [Models, 'show'])
  .where('version', smallNumber)
  .as('models.show')
