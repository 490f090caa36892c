import type { HttpContext } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import type { EventStream } from '#live/event_stream'
import { latestEquity } from '#controllers/pages/run_controller'
import type EpisodeBarsReader from '#services/pages/episode_bars'
import { realisedReturns, trainingPoints, type TrainingPoint } from '#services/pages/run_curves'
import { runState, valueAt } from '#services/pages/run_page'
import { ChartAppends } from '#transformers/charts/chart_appends'
import { runCharts } from '#transformers/charts/run_charts'

const LEAST_MS_BETWEEN = 250
const LEAST_MS_BETWEEN_CHARTS = 1000
/** Without news the page is told again, so that a lost heartbeat shows. */
const QUIET_MS = 5000

/** Turns a run's announcements into fragments and chart points, at most 4 times a second. */
export class RunFeed {
  readonly #runId: number
  readonly #stream: EventStream
  readonly #view: HttpContext['view']
  readonly #bars: EpisodeBarsReader
  readonly #logger: Logger
  readonly #appends: ChartAppends
  readonly #quiet: NodeJS.Timeout
  #training: TrainingPoint[] = []
  #realised = new Map<number, number>()
  #latestShown: number | null | undefined = undefined
  #statusShown: string | null = null
  #timer: NodeJS.Timeout | null = null
  #telling = false
  #again = false
  #chartsAt = 0

  constructor(
    { runId, drawnUntil }: { readonly runId: number; readonly drawnUntil: number },
    stream: EventStream,
    view: HttpContext['view'],
    bars: EpisodeBarsReader,
    logger: Logger
  ) {
    this.#runId = runId
    this.#appends = new ChartAppends(drawnUntil)
    this.#stream = stream
    this.#view = view
    this.#bars = bars
    this.#logger = logger
    this.#quiet = setInterval(() => this.changed(), QUIET_MS)
  }

  /** Something of the run has changed: it is told soon. */
  changed(): void {
    if (this.#telling) {
      this.#again = true
      return
    }
    this.#timer ??= setTimeout(() => void this.#tellSafely(), LEAST_MS_BETWEEN)
  }

  stop(): void {
    clearInterval(this.#quiet)
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** A stream that cannot be fed is closed; the page says so and connects again. */
  async #tellSafely(): Promise<void> {
    this.#timer = null
    this.#telling = true
    try {
      if (!this.#stream.isBehind) await this.#tell()
    } catch (error) {
      this.#logger.error({ err: error }, `The live page of run ${this.#runId} could not be fed`)
      this.#stream.close()
    } finally {
      this.#telling = false
    }
    if (this.#again) {
      this.#again = false
      this.changed()
    }
  }

  async #tell(): Promise<void> {
    const state = await runState(this.#runId)
    const { status } = state.run
    const newest = state.latest?.episode_id ?? null
    const first = this.#latestShown === undefined
    const equity =
      !first && newest !== this.#latestShown ? await latestEquity(state.latest, this.#bars) : null
    const fragments = await this.#view.render('partials/runs/live', {
      ...state,
      charts: { equity },
      withEquity: equity !== null,
    })
    this.#stream.send(fragments)
    this.#latestShown = newest
    const ended = !['running', 'queued', 'lost'].includes(status)
    await this.#tellCharts(state, ended)
    if (ended && this.#statusShown !== null && this.#statusShown !== status) {
      this.#stream.send(status, 'finished')
    }
    this.#statusShown = status
  }

  async #tellCharts(state: Awaited<ReturnType<typeof runState>>, atOnce: boolean): Promise<void> {
    const now = Date.now()
    if (!atOnce && now - this.#chartsAt < LEAST_MS_BETWEEN_CHARTS) return
    this.#chartsAt = now
    const after = this.#training.at(-1)?.number ?? 0
    if (state.run.episodes_done < after) this.#training = []
    this.#training.push(...(await trainingPoints(this.#runId, this.#training.at(-1)?.number ?? 0)))
    const lastRealised = Math.max(-1, ...this.#realised.keys())
    const gamma = Number(valueAt(state.run.parameters, 'agent.gamma'))
    for (const [number, value] of await realisedReturns(this.#runId, gamma, lastRealised)) {
      this.#realised.set(number, value)
    }
    const charts = runCharts({ ...state, training: this.#training, realised: this.#realised })
    const appends = this.#appends.of(charts)
    if (appends.length > 0) this.#stream.send(JSON.stringify(appends), 'points')
  }
}
