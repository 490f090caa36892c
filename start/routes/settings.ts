import router from '@adonisjs/core/services/router'
import { pageId } from './page_ids.js'

const Settings = () => import('#controllers/pages/settings_controller')

router.get('/settings', [Settings, 'show']).as('settings.show')
router.post('/settings/core-hour-rate', [Settings, 'setRate']).as('settings.rate')
router.post('/settings/webhooks', [Settings, 'addWebhook']).as('webhooks.store')
router
  .group(() => {
    router.post('/settings/webhooks/:id/delete', [Settings, 'deleteWebhook']).as('webhooks.destroy')
    router.post('/settings/webhooks/:id/test', [Settings, 'testWebhook']).as('webhooks.test')
  })
  .where('id', pageId)
