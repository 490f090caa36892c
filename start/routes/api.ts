import router from '@adonisjs/core/services/router'

router.get('/api/v1/health', () => ({ status: 'ok' })).as('health')
