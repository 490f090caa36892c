import router from '@adonisjs/core/services/router'

const Sessions = () => import('#controllers/pages/sessions_controller')
const Setup = () => import('#controllers/pages/setup_controller')
const Account = () => import('#controllers/pages/account_controller')

router.get('/setup', [Setup, 'show']).as('setup.show')
router.post('/setup', [Setup, 'store']).as('setup.store')
router.get('/sign-in', [Sessions, 'create']).as('sessions.create')
router.post('/sign-in', [Sessions, 'store']).as('sessions.store')
router.post('/sign-out', [Sessions, 'destroy']).as('sessions.destroy')
router.get('/account', [Account, 'show']).as('account.show')
router.post('/account/password', [Account, 'password']).as('account.password')
