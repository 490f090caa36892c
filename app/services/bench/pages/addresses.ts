import router from '@adonisjs/core/services/router'
import type { Visitor } from '#services/bench/pages/visitor'

/** A route that is asked, by its name. */
export interface AskedRoute {
  readonly name: string
  readonly pattern: string
  readonly kind: 'page' | 'api' | 'file'
}

/** What stays open, what is asked once only, and what is no page. */
const NOT_ASKED = [
  'events.live',
  'datasets.fetch.live',
  'jobs.live',
  'overview.live',
  'chosen.file',
  'datasets.fetch.live',
  'openid.begin',
  'openid.finish',
  'runs.live',
  'evaluations.live',
  'experiments.live',
  'studies.live',
  'runs.list.live',
  'evaluations.list.live',
  'studies.list.live',
  'studies.trial',
  'links.show',
  'setup.show',
  'api.unknown',
]
const FILES = /\.(file|log)$/
const API = '/api/v1/'
/** Values of other parameters than ids, by route. */
const WORDS: Readonly<Record<string, string>> = {
  'episodes.file': 'steps.csv',
  'evaluations.file': 'metrics.csv',
  'help.show': 'first-run',
}

/** Every route that answers GET, in the order of the routes' files; what is of an unknown kind is left out. */
export function askedRoutes(): AskedRoute[] {
  router.commit()
  const routes = Object.values(router.toJSON()).flat()
  return routes.flatMap(({ name, methods, pattern }): AskedRoute[] => {
    if (name === undefined || !methods.includes('GET') || NOT_ASKED.includes(name)) return []
    if (!parametersOf(pattern).every((known) => KNOWN.includes(known) || name in WORDS)) return []
    const kind = pattern.startsWith(API) ? 'api' : FILES.test(name) ? 'file' : 'page'
    return [{ name, pattern, kind }]
  })
}

/** What a path's parameters name: `:id` the kind that the path begins with. */
function parametersOf(pattern: string): string[] {
  const [first = ''] = pattern.split('/').filter((part) => part !== '')
  return [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => (name === 'id' ? first : name))
}

const KINDS = ['runs', 'episodes', 'datasets', 'evaluations', 'experiments']
const KNOWN = [...KINDS, ...KINDS.map((kind) => `${kind.slice(0, -1)}_id`)]

/** Ids of what pages are of, by the part of the path or the parameter that names it. */
export type Subjects = Readonly<Record<string, readonly number[]>>

type Listed = { readonly data: readonly Readonly<Record<string, number>>[] }

/** The largest and a usual one of each kind, as the API lists them. */
export async function subjectsOf(visitor: Visitor): Promise<Subjects> {
  const ids = async (path: string, id: string) => {
    const { data } = await visitor.json<Listed>(`${API}${path}`)
    return data.map((row) => row[id])
  }
  const [runs, episodes, long, datasets, evaluations, experiments] = await Promise.all([
    ids('training/runs/?sort=run_id&limit=2', 'run_id'),
    ids('episodes/?sort=-episode_id&steps_recorded=true&kind=validation&limit=1', 'episode_id'),
    ids('episodes/?sort=-total_steps&steps_recorded=true&limit=1', 'episode_id'),
    ids('datasets/?sort=dataset_id&limit=2', 'dataset_id'),
    ids('evaluation/runs/?sort=-evaluation_id&status=completed&limit=2', 'evaluation_id'),
    // those with weights, so that their models are asked for too
    ids('models/?sort=experiment_id&limit=2', 'experiment_id'),
  ])
  const known = { runs, datasets, evaluations, experiments, episodes: [...long, ...episodes] }
  return {
    ...known,
    ...{ run_id: runs, dataset_id: datasets, evaluation_id: evaluations },
    ...{ experiment_id: experiments, episode_id: known.episodes },
  }
}

/** Queries without which a page shows little, for some subjects. */
function queriesOf(name: string, subjects: Subjects): string[] {
  switch (name) {
    case 'search':
      return ['?q=seeded', `?q=${subjects['episodes']?.[0] ?? 1}`]
    case 'compare.show':
      return [
        `?ids=${subjects['runs']?.map((id) => `run-${id}`).join(',') ?? ''}`,
        `?ids=${subjects['evaluations']?.map((id) => `evaluation-${id}`).join(',') ?? ''}`,
      ]
    default:
      return ['']
  }
}

/** Addresses of a route: one for each subject and query. */
export function addressesOf({ name, pattern }: AskedRoute, subjects: Subjects): string[] {
  const places = Math.max(1, ...Object.values(subjects).map((ids) => ids.length))
  const paths = Array.from({ length: places }, (_, k) =>
    parametersOf(pattern).reduce((path, parameter) => {
      const ids = subjects[parameter]
      return path.replace(/:\w+/, ids ? String(ids[k % ids.length]) : (WORDS[name] ?? ''))
    }, pattern)
  )
  return [...new Set(paths)].flatMap((path) =>
    queriesOf(name, subjects).map((query) => path + query)
  )
}

const MOST_LINKED = 12

/** Other orders and further pages of the same page, as it links them itself. */
export function linkedViews(path: string, html: string): string[] {
  const links = [...html.matchAll(/(?:href|hx-get)="([^"#]+)"/g)].map(([, link]) =>
    link.replaceAll('&amp;', '&')
  )
  const own = [...new Set(links)].filter((link) => link.startsWith(`${path.split('?')[0]}?`))
  return own.slice(0, MOST_LINKED)
}

interface OpenApi {
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly get?: { readonly operationId: string; readonly parameters?: readonly Parameter[] }
      }
    >
  >
}
interface Parameter {
  readonly name: string
  readonly schema: { readonly enum?: readonly string[] }
}

/** Orders of each list of the API, by operation, as its own document states them. */
export async function ordersOf(visitor: Visitor): Promise<ReadonlyMap<string, readonly string[]>> {
  const { paths } = await visitor.json<OpenApi>(`${API}openapi.json`)
  return new Map(
    Object.values(paths).flatMap(({ get }): [string, readonly string[]][] => {
      const sort = get?.parameters?.find(({ name }) => name === 'sort')
      return get && sort ? [[`api.${get.operationId}`, sort.schema.enum ?? []]] : []
    })
  )
}
