import router from '@adonisjs/core/services/router'

const Overview = () => import('#controllers/pages/overview_controller')
const Events = () => import('#controllers/pages/events_controller')
const System = () => import('#controllers/pages/system_controller')
const Search = () => import('#controllers/pages/search_controller')
const Help = () => import('#controllers/pages/help_controller')

router.get('/', [Overview, 'show']).as('overview')
router.get('/events', [Events, 'stream']).as('events.live')
router.get('/search', [Search, 'show']).as('search')
router.get('/jobs', [System, 'jobs']).as('jobs.index')
router.get('/help', [Help, 'index']).as('help.index')
router.get('/help/:topic', [Help, 'show']).as('help.show')
