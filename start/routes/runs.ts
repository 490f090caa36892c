import router from '@adonisjs/core/services/router'

const Runs = () => import('#controllers/pages/runs_controller')
const Episodes = () => import('#controllers/pages/episodes_controller')

router.get('/runs', [Runs, 'index']).as('runs.index')
router
  .get('/runs/:id/episodes', [Episodes, 'ofRun'])
  .where('id', router.matchers.number())
  .as('runs.episodes')
router.get('/episodes', [Episodes, 'index']).as('episodes.index')
