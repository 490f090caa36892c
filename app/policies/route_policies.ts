import type { Role } from '#models/user'
import { OPERATIONS, PROBES } from '#openapi/operations'
import { TOKEN_ABILITIES } from '#services/people/create_token'

/** The least role of a route; `anyone` needs no session. */
export type Policy = Role | 'anyone'

/**
 * Who may use each route, by its name. A route that is not here is refused to everybody, so that none
 * is open by oversight.
 */
export const POLICIES: Readonly<Record<string, Policy>> = {
  'setup.show': 'anyone',
  'setup.store': 'anyone',
  'sessions.create': 'anyone',
  'sessions.store': 'anyone',
  'openid.begin': 'anyone',
  'openid.finish': 'anyone',
  'forgotten.create': 'anyone',
  'forgotten.store': 'anyone',
  'sessions.destroy': 'viewer',
  'account.show': 'viewer',
  'account.password': 'viewer',
  'account.sessions.end': 'viewer',
  'links.show': 'anyone',
  'links.store': 'anyone',
  'users.index': 'admin',
  'users.invite': 'admin',
  'users.invitations.revoke': 'admin',
  'users.role': 'admin',
  'users.disable': 'admin',
  'users.enable': 'admin',
  'users.reset': 'admin',
  'tokens.index': 'viewer',
  'tokens.store': 'viewer',
  'tokens.revoke': 'viewer',
  'settings.show': 'admin',
  'webhooks.store': 'admin',
  'webhooks.destroy': 'admin',
  'webhooks.test': 'admin',
  'audit.index': 'admin',
  'audit.file': 'admin',
  'events.live': 'viewer',
  overview: 'viewer',
  'datasets.index': 'viewer',
  'datasets.show': 'viewer',
  'datasets.chart': 'viewer',
  'datasets.bars': 'viewer',
  'datasets.features': 'viewer',
  'datasets.create': 'researcher',
  'datasets.preview': 'researcher',
  'datasets.store': 'researcher',
  'datasets.destroy': 'researcher',
  'runs.index': 'viewer',
  'runs.create': 'researcher',
  'runs.check': 'researcher',
  'runs.store': 'researcher',
  'presets.index': 'researcher',
  'presets.store': 'researcher',
  'presets.update': 'researcher',
  'presets.destroy': 'researcher',
  'runs.show': 'viewer',
  'runs.live': 'viewer',
  'runs.episodes': 'viewer',
  'runs.observation': 'viewer',
  'runs.configuration': 'viewer',
  'runs.log': 'viewer',
  'runs.cancel': 'researcher',
  'runs.resume': 'researcher',
  'runs.destroy': 'researcher',
  'runs.note': 'researcher',
  'runs.reproduce': 'researcher',
  'reruns.show': 'viewer',
  'reruns.cancel': 'researcher',
  'experiments.show': 'viewer',
  'experiments.describe': 'researcher',
  'episodes.index': 'viewer',
  'episodes.show': 'viewer',
  'episodes.chart': 'viewer',
  'episodes.replay': 'researcher',
  'episodes.file': 'viewer',
  'studies.index': 'viewer',
  'studies.create': 'researcher',
  'studies.check': 'researcher',
  'studies.space': 'researcher',
  'studies.base': 'researcher',
  'studies.store': 'researcher',
  'studies.show': 'viewer',
  'studies.live': 'viewer',
  'studies.trial': 'viewer',
  'studies.pause': 'researcher',
  'studies.resume': 'researcher',
  'studies.stop': 'researcher',
  'studies.extend': 'researcher',
  'studies.retrain': 'researcher',
  'studies.destroy': 'researcher',
  'evaluations.index': 'viewer',
  'evaluations.create': 'researcher',
  'evaluations.look': 'researcher',
  'evaluations.store': 'researcher',
  'evaluations.show': 'viewer',
  'evaluations.live': 'viewer',
  'evaluations.chart': 'viewer',
  'evaluations.file': 'viewer',
  'evaluations.destroy': 'researcher',
  'compare.show': 'viewer',
  'chosen.file': 'viewer',
  'chosen.confirm': 'researcher',
  'chosen.destroy': 'researcher',
  'models.index': 'viewer',
  'jobs.index': 'viewer',
  'help.index': 'viewer',
  'help.show': 'viewer',
  search: 'viewer',
  'api.unknown': 'anyone',
  docs: 'viewer',
  'docs.short': 'viewer',
  ...apiPolicies(),
}

/** A session needs the role that goes with the ability which a token needs. */
function apiPolicies(): Record<string, Policy> {
  const routed = OPERATIONS.filter((operation) => !PROBES.includes(operation))
  return Object.fromEntries(
    routed.map(({ id, needs }) => [
      `api.${id}`,
      needs === 'nothing' ? 'anyone' : TOKEN_ABILITIES[needs],
    ])
  )
}

/** The policy of a route; null: nobody may use it. */
export function policyOf(routeName: string | undefined): Policy | null {
  return POLICIES[routeName ?? ''] ?? null
}
