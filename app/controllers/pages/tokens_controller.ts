import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { createToken, TOKEN_ABILITIES, type MadeToken } from '#services/people/create_token'
import { revokeToken, TOKEN_SORTS, tokenPage } from '#services/people/tokens'
import { tokenHeads } from '#transformers/tables/people_heads'
import { cursorIn, sortIn } from '#validators/list_query'
import { tokenValidator } from '#validators/people'

/** Access tokens: one's own, all of them for an administrator. */
export default class TokensController {
  index(ctx: HttpContext) {
    return this.#page(ctx, null)
  }

  async store(ctx: HttpContext) {
    const { name, abilities, days } = await ctx.request.validateUsing(tokenValidator)
    const { email } = ctx.auth.getUserOrFail()
    const token = { email: email.toLowerCase(), name, abilities, expiresInDays: days }
    return this.#page(ctx, await createToken(token, actorOf(ctx)))
  }

  async revoke(ctx: HttpContext) {
    await revokeToken(Number(ctx.params['id']), ctx.auth.getUserOrFail(), actorOf(ctx))
    ctx.session.flash('done', 'The token is revoked.')
    return ctx.response.redirect('/tokens')
  }

  /** `made`: a token whose secret is shown this once. */
  async #page({ auth, request, view }: HttpContext, made: MadeToken | null) {
    const user = auth.getUserOrFail()
    const abilities = Object.entries(TOKEN_ABILITIES).filter(([, role]) => user.may(role))
    const query = request.qs()
    const sort = sortIn(query, Object.keys(TOKEN_SORTS), '-id')
    return view.render('pages/tokens/index', {
      page: await tokenPage(user, sort, cursorIn(query)),
      heads: tokenHeads(user.may('admin')),
      sort,
      noun: 'tokens',
      goTo: false,
      abilities: abilities.map(([ability]) => ability),
      made,
    })
  }
}
