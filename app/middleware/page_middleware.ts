import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { ROLES, type Role } from '#models/user'
import { footOf, shellState, type ShellState } from '#services/pages/shell'

const THEMES = ['light', 'dark']

/** Gives every page its frame, and tells htmx of redirects instead of letting its fetch follow them. */
export default class PageMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const isFragment = ctx.request.header('HX-Request') !== undefined
    ctx.response.vary('HX-Request') // one address, two bodies
    ctx.view.share(await shared(ctx, isFragment))
    const output: unknown = await next()
    const location = ctx.response.getHeader('location')
    if (isFragment && typeof location === 'string') {
      ctx.response.removeHeader('location')
      ctx.response.status(200).header('HX-Redirect', location)
    }
    return output
  }
}

async function shared(ctx: HttpContext, isFragment: boolean) {
  const theme = ctx.request.plainCookie('theme', { encoded: false }) as unknown
  const keys = ctx.request.plainCookie('keys', { encoded: false }) as unknown
  const user = ctx.auth.user
  return {
    browser: {
      theme: THEMES.includes(String(theme)) ? theme : null,
      keys: keys === 'off' ? 'off' : null,
      person: user?.id ?? null,
    },
    url: { path: ctx.request.url(), query: ctx.request.qs() },
    may: mayOf(user?.role ?? null),
    shell:
      user && !isFragment
        ? frame(ctx.request.host() ?? '', await shellState(), user.may('admin'))
        : null,
  }
}

/** What the controls of a page depend on: `may.research`, `may.trade`, `may.administer`. */
function mayOf(role: Role | null) {
  const rank = role === null ? -1 : ROLES.indexOf(role)
  return { research: rank >= 1, trade: rank >= 2, administer: rank >= 3 }
}

function frame(host: string, state: ShellState, isAdmin: boolean) {
  return { host, groups: navigation(state, isAdmin), ...footOf(state) }
}

function navigation(state: ShellState, isAdmin: boolean) {
  const administration = [
    { key: 'users', label: 'Users', href: '/users' },
    { key: 'audit', label: 'Audit log', href: '/audit' },
    { key: 'settings', label: 'Settings', href: '/settings' },
  ]
  return [
    { label: null, items: [{ key: 'overview', label: 'Overview', href: '/' }] },
    {
      label: 'Research',
      items: [
        { key: 'datasets', label: 'Datasets', href: '/datasets', count: state.datasets },
        { key: 'runs', label: 'Runs', href: '/runs', count: state.running },
        { key: 'studies', label: 'Studies', href: '/studies' },
        { key: 'evaluations', label: 'Evaluations', href: '/evaluations' },
        { key: 'compare', label: 'Compare', href: '/compare' },
        { key: 'models', label: 'Models', href: '/models' },
      ],
    },
    {
      label: 'System',
      items: [
        { key: 'jobs', label: 'Jobs and workers', href: '/jobs', count: state.queued },
        { key: 'tokens', label: 'Tokens', href: '/tokens' },
        ...(isAdmin ? administration : []),
        { key: 'help', label: 'Help', href: '/help' },
      ],
    },
  ]
}
