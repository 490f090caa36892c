import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { actorOf } from '#controllers/pages/actor'
import { ROLES } from '#models/user'
import {
  openInvitations,
  USER_SORTS,
  USER_TEXTS,
  userPage,
  type UserFilter,
} from '#services/pages/people/user_list'
import { sendsMail } from '#services/mail/post_letter'
import { inviteUser, makeResetLink, revokeInvitation } from '#services/people/access_links'
import { changeRole, setDisabled } from '#services/people/users'
import { Queue } from '#services/queue'
import { USER_HEADS } from '#transformers/tables/people_heads'
import { choiceIn, cursorIn, sortIn, textIn } from '#validators/list_query'
import { invitationValidator, roleValidator } from '#validators/people'

/** Accounts and invitations, for administrators. */
export default class UsersController {
  index(ctx: HttpContext) {
    return this.#page(ctx, null)
  }

  @inject()
  async invite(ctx: HttpContext, queue: Queue) {
    const { email, role } = await ctx.request.validateUsing(invitationValidator)
    const path = await inviteUser(email, role, actorOf(ctx), queue)
    return this.#page(ctx, { path, for: email, act: 'makes an account', mailed: sendsMail() })
  }

  async reset(ctx: HttpContext) {
    const { path, email } = await makeResetLink(Number(ctx.params['id']), actorOf(ctx))
    return this.#page(ctx, { path, for: email, act: 'sets a new password', mailed: false })
  }

  async revoke(ctx: HttpContext) {
    await revokeInvitation(Number(ctx.params['id']), actorOf(ctx))
    ctx.session.flash('done', 'The invitation is taken back.')
    return ctx.response.redirect('/users')
  }

  async role(ctx: HttpContext) {
    const { role } = await ctx.request.validateUsing(roleValidator)
    await changeRole(Number(ctx.params['id']), role, actorOf(ctx))
    ctx.session.flash('done', `The role is ${role} now.`)
    return ctx.response.redirect('/users')
  }

  async disable(ctx: HttpContext) {
    await setDisabled(Number(ctx.params['id']), true, actorOf(ctx))
    ctx.session.flash('done', 'The account is disabled. Its sessions have ended.')
    return ctx.response.redirect('/users')
  }

  async enable(ctx: HttpContext) {
    await setDisabled(Number(ctx.params['id']), false, actorOf(ctx))
    ctx.session.flash('done', 'The account is open again.')
    return ctx.response.redirect('/users')
  }

  /** `made`: a link that is shown this once. */
  async #page(
    { request, view }: HttpContext,
    made: { path: string; for: string; act: string; mailed: boolean } | null
  ) {
    const query = request.qs()
    const filter = filterOf(query)
    const sort = sortIn(query, Object.keys(USER_SORTS), 'email')
    return view.render('pages/users/index', {
      // what made a link has an address of its own, where nothing is listed
      url: { path: '/users', query },
      page: await userPage(filter, sort, cursorIn(query, { sort, texts: USER_TEXTS })),
      invitations: await openInvitations(),
      filter,
      sort,
      heads: USER_HEADS,
      goTo: sort.key === 'email',
      noun: 'people',
      roles: ROLES,
      made: made === null ? null : { ...made, url: `${appUrl}${made.path}` },
    })
  }
}

function filterOf(query: Record<string, unknown>): UserFilter {
  return {
    email: textIn(query, 'email'),
    role: choiceIn(query, 'role', ['', ...ROLES], '') || null,
    state: choiceIn(query, 'state', ['', 'active', 'disabled'], '') || null,
  }
}
