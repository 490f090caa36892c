import { randomBytes } from 'node:crypto'
import type { Measurement, Suite } from '#services/bench/measurement'
import { askedRoutes, type AskedRoute } from '#services/bench/pages/addresses'
import { LIVE_STREAMS, WATCHED, watchLive } from '#services/bench/pages/live_load'
import { ServedApp } from '#services/bench/pages/served_app'
import { MANY_TRIALS, STUDY_FIGURES, timeStudy } from '#services/bench/pages/study_load'
import { timeRoutes, type TimedRoute } from '#services/bench/pages/timed_routes'
import { Visitor } from '#services/bench/pages/visitor'

/** What the suite needs to know beside how much to do. */
export interface PagesBench {
  /** Episodes of the database; runs and steps go with it. */
  readonly episodes: number
  readonly signal: AbortSignal
  readonly tell: (line: string) => void
}

const EPISODES_PER_RUN = 25
const STEPS_PER_EPISODE = 100
/** More than come with their page. */
const QUICK_TRIALS = 1000
const EMAIL = 'bench@example.com'

/**
 * Milliseconds of every page, every answer of the API and every download over real HTTP, of a
 * production server with a database of its own; of the page and the plots of a study of 50,000 trials, the
 * server having just started and once more; and what 200 open live pages of a kind cost it while a run
 * trains. Where the system has no /proc, the live pages are left out.
 */
export function pagesSuite(quick: boolean, bench: PagesBench): Suite {
  const routes = askedRoutes()
  const requests = quick ? 2 : 40
  const liveSeconds = quick ? 2 : 20
  const withLive = process.platform === 'linux'
  const timedNames = [
    ...routes.flatMap((route) => [nameOf(route, 'p50'), nameOf(route, 'p95')]),
    ...['page_ms_p95/worst', 'api_ms_p95/worst'],
  ]
  const names = [...timedNames, ...STUDY_FIGURES]
  const measurement: Measurement = {
    names: withLive ? [...names, ...LIVE_NAMES] : names,
    unit: [...names.map(() => 'ms'), ...(withLive ? WATCHED.flatMap(() => ['%', '1/s']) : [])],
    measure: async (repeats) => {
      const served = await ServedApp.install()
      try {
        const { visitor, studies } = await open(served, bench, quick)
        const values: number[][] = []
        for (let k = 0; k < repeats; k++) {
          const timed = await timeRoutes(visitor, routes, requests, bench.signal)
          tellWorst(timed, bench.tell)
          const study = await timeStudy(served, visitor, studies)
          const own = timed.flatMap(({ p50, p95 }) => [p50, p95])
          values.push([...own, ...worstOf(timed), ...study])
        }
        const times = names.map((_, k) => values.map((each) => each[k]))
        if (!withLive) return times
        bench.tell(`${LIVE_STREAMS} live pages …`)
        const live = await watchLive(served, visitor, liveSeconds)
        const figures = live.flatMap((each) => [each.cpuPercent, each.messagesPerSecond])
        return [...times, ...figures.map((figure) => [figure])]
      } finally {
        await served.remove()
      }
    },
  }
  return [measurement]
}

const LIVE_NAMES = WATCHED.flatMap((page) =>
  ['cpu_share', 'messages_per_page'].map((figure) => `live_${LIVE_STREAMS}_${figure}/${page}`)
)

function nameOf({ kind, name }: AskedRoute, share: 'p50' | 'p95'): string {
  return `${kind}_ms_${share}/${name.replace(/^api\./, '')}`
}

/** Seeds the database, makes an administrator, starts the server and signs in. */
async function open(served: ServedApp, { episodes, tell }: PagesBench, quick: boolean) {
  const runs = Math.max(1, Math.floor(episodes / EPISODES_PER_RUN))
  const steps = episodes * STEPS_PER_EPISODE
  tell(`seeding ${runs} runs, ${episodes} episodes and ${steps} steps …`)
  const size = [`--runs=${runs}`, `--episodes=${episodes}`, `--steps=${steps}`]
  const trials = quick ? QUICK_TRIALS : MANY_TRIALS
  const seeded = await served.command(['bench:seed', ...size, `--trials=${trials}`])
  const password = randomBytes(18).toString('base64url')
  const account = [`--email=${EMAIL}`, '--role=admin', '--password-stdin']
  await served.command(['user:create', ...account], password)
  await served.serve()
  const visitor = new Visitor(served.url)
  await visitor.signIn(EMAIL, password)
  const studies = { large: Number(seeded['study']), small: Number(seeded['small_study']) }
  return { visitor, studies }
}

function worst(timed: readonly TimedRoute[], kind: AskedRoute['kind']): TimedRoute {
  const own = timed.filter(({ route }) => route.kind === kind)
  return own.reduce((slowest, each) => (each.p95 > slowest.p95 ? each : slowest))
}

function worstOf(timed: readonly TimedRoute[]): number[] {
  return (['page', 'api'] as const).map((kind) => worst(timed, kind).p95)
}

function tellWorst(timed: readonly TimedRoute[], tell: (line: string) => void): void {
  for (const kind of ['page', 'api', 'file'] as const) {
    const { p95, slowest } = worst(timed, kind)
    tell(`slowest ${kind}: ${slowest}, ${p95.toFixed(0)} ms`)
  }
}
