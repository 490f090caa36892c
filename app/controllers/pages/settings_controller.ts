import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { EVENTS } from '#services/notifications/events'
import {
  addWebhook,
  deleteWebhook,
  testWebhook,
  webhookList,
} from '#services/notifications/webhooks'
import { Queue } from '#services/queue'
import { instanceFacts } from '#services/pages/instance_facts'
import { coreHourRate, setCoreHourRate } from '#services/settings/core_hour_rate'
import { coreHourRateValidator } from '#validators/core_hour_rate'
import { webhookValidator } from '#validators/webhook'

/** What the instance is, and whom it tells; for administrators. */
export default class SettingsController {
  show(ctx: HttpContext) {
    return this.#page(ctx, null)
  }

  async addWebhook(ctx: HttpContext) {
    const given = await ctx.request.validateUsing(webhookValidator)
    return this.#page(ctx, await addWebhook(given, actorOf(ctx)))
  }

  async setRate(ctx: HttpContext) {
    const rate = await ctx.request.validateUsing(coreHourRateValidator)
    await setCoreHourRate(rate, actorOf(ctx))
    ctx.session.flash('done', `A core-hour costs ${rate.amount} ${rate.currency}.`)
    return ctx.response.redirect('/settings')
  }

  async deleteWebhook(ctx: HttpContext) {
    await deleteWebhook(Number(ctx.params['id']), actorOf(ctx))
    ctx.session.flash('done', 'The webhook is deleted.')
    return ctx.response.redirect('/settings')
  }

  @inject()
  async testWebhook(ctx: HttpContext, queue: Queue) {
    await testWebhook(Number(ctx.params['id']), actorOf(ctx), queue)
    ctx.session.flash('done', 'A test delivery is queued. The list of deliveries shows it.')
    return ctx.response.redirect('/settings')
  }

  /** `secret`: of a new webhook, shown this once. */
  async #page({ view }: HttpContext, secret: string | null) {
    const facts = await instanceFacts()
    return view.render('pages/settings/show', {
      ...(await webhookList()),
      facts,
      rate: await coreHourRate(),
      events: EVENTS,
      secret,
    })
  }
}
