import router from '@adonisjs/core/services/router'

const Chosen = () => import('#controllers/pages/chosen_controller')

router.get('/chosen.csv', [Chosen, 'file']).as('chosen.file')
router.get('/chosen/:act', [Chosen, 'confirm']).as('chosen.confirm')
router.post('/chosen/:act', [Chosen, 'store']).as('chosen.store')
