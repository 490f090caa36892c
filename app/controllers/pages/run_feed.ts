import type { HttpContext } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import type { EventStream } from '#live/event_stream'
import { latestEquity } from '#controllers/pages/run_controller'
import type EpisodeBarsReader from '#services/pages/episode_bars'
import { realisedReturns, trainingPoints, type TrainingPoint } from '#services/pages/run_curves'
import { runFacts, runState, valueAt } from '#services/pages/run_page'
import { ChartAppends } from '#transformers/charts/chart_appends'
import { runCharts, type RunCharts } from '#transformers/charts/run_charts'
import { writtenChanges } from '#transformers/tables/configuration'

const LEAST_MS_BETWEEN = 250
const LEAST_MS_BETWEEN_CHARTS = 1000
/** Without news the page is told again, so that a lost heartbeat shows. */
const QUIET_MS = 5000

type State = Awaited<ReturnType<typeof runState>>

/** What the page shows already. */
export interface Drawn {
  /** The last training episode in its charts. */
  readonly until: number
  /** The validation episode whose equity it draws; 0: none. */
  readonly latest: number
  /** The validation that it marks as best; 0: none. */
  readonly best: number
  /** Whether it knows what the worker found out before training. */
  readonly begun: boolean
}

/** Turns a run's announcements into fragments and chart points, at most 4 times a second. */
export class RunFeed {
  readonly #runId: number
  readonly #stream: EventStream
  readonly #view: HttpContext['view']
  readonly #bars: EpisodeBarsReader
  readonly #logger: Logger
  readonly #appends: ChartAppends
  readonly #quiet: NodeJS.Timeout
  readonly #realised = new Map<number, number>()
  #drawn: Drawn
  #training: TrainingPoint[] = []
  #statusTold: string | null = null
  #timer: NodeJS.Timeout | null = null
  #telling = false
  #again = false
  #chartsToldAt = 0

  constructor(
    { runId, drawn }: { readonly runId: number; readonly drawn: Drawn },
    stream: EventStream,
    view: HttpContext['view'],
    bars: EpisodeBarsReader,
    logger: Logger
  ) {
    this.#runId = runId
    this.#drawn = drawn
    this.#appends = new ChartAppends(drawn.until)
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
    const ended = !['running', 'queued', 'lost'].includes(status)
    const charts = await this.#tellPoints(state, ended)
    this.#stream.send(
      await this.#view.render('partials/runs/live', await this.#shown(state, charts))
    )
    if (ended && this.#statusTold !== null && this.#statusTold !== status) {
      this.#stream.send(status, 'finished')
    }
    this.#statusTold = status
  }

  /** What the fragments are rendered from; the costly ones only when they have changed. */
  async #shown(state: State, charts: RunCharts | null) {
    const { until } = this.#drawn
    const latest = state.latest?.episode_id ?? 0
    const best = state.best?.number ?? 0
    const begun = state.run.benchmark !== null
    const withEquity = latest !== this.#drawn.latest
    const withLearning =
      charts !== null && (best !== this.#drawn.best || begun !== this.#drawn.begun)
    const facts = begun && !this.#drawn.begun ? await runFacts(state.run) : null
    const equity = withEquity ? await latestEquity(state.latest, this.#bars) : null
    this.#drawn = withLearning ? { until, latest, best, begun } : { ...this.#drawn, latest }
    return {
      ...state,
      ...(facts ? { ...facts, changes: writtenChanges(facts.changes) } : {}),
      charts: { ...charts, equity },
      withEquity,
      withLearning,
      withFacts: facts !== null,
    }
  }

  /** Adds to the charts, at most once a second; gives them when it did. */
  async #tellPoints(state: State, atOnce: boolean): Promise<RunCharts | null> {
    const now = Date.now()
    if (!atOnce && now - this.#chartsToldAt < LEAST_MS_BETWEEN_CHARTS) return null
    this.#chartsToldAt = now
    const known = this.#training.at(-1)?.number ?? 0
    if (state.run.episodes_done < known) this.#training = []
    this.#training.push(...(await trainingPoints(this.#runId, this.#training.at(-1)?.number ?? 0)))
    const lastRealised = Math.max(-1, ...this.#realised.keys())
    const gamma = Number(valueAt(state.run.parameters, 'agent.gamma'))
    for (const [number, value] of await realisedReturns(this.#runId, gamma, lastRealised)) {
      this.#realised.set(number, value)
    }
    const charts = runCharts({ ...state, training: this.#training, realised: this.#realised })
    const appends = this.#appends.of(charts)
    if (appends.length > 0) this.#stream.send(JSON.stringify(appends), 'points')
    return charts
  }
}
