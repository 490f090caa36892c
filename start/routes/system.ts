import router from '@adonisjs/core/services/router'
import { pageId } from './page_ids.js'

const Overview = () => import('#controllers/pages/overview_controller')
const Events = () => import('#controllers/pages/events_controller')
const Jobs = () => import('#controllers/pages/jobs_controller')
const Workers = () => import('#controllers/pages/workers_controller')
const Search = () => import('#controllers/pages/search_controller')
const Help = () => import('#controllers/pages/help_controller')

router.get('/', [Overview, 'show']).as('overview')
router.get('/overview/live', [Overview, 'stream']).as('overview.live')
router.get('/events', [Events, 'stream']).as('events.live')
router.get('/search', [Search, 'show']).as('search')
router.get('/jobs', [Jobs, 'index']).as('jobs.index')
router.get('/jobs/live', [Jobs, 'stream']).as('jobs.live')
router
  .group(() => {
    router.get('/workers/:id/drain', [Workers, 'confirm']).as('workers.confirm')
    router.post('/workers/:id/drain', [Workers, 'drain']).as('workers.drain')
    router.post('/workers/:id/resume', [Workers, 'resume']).as('workers.resume')
  })
  .where('id', pageId)
router.get('/help', [Help, 'index']).as('help.index')
router.get('/help/search', [Help, 'search']).as('help.search')
router.get('/help/:topic', [Help, 'show']).as('help.show')
