import router from '@adonisjs/core/services/router'

const Chosen = () => import('#controllers/pages/chosen_controller')

router.get('/chosen.csv', [Chosen, 'file']).as('chosen.file')
router.get('/chosen/delete', [Chosen, 'confirm']).as('chosen.confirm')
router.post('/chosen/delete', [Chosen, 'destroy']).as('chosen.destroy')
