import type { HttpContext } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import type { EventStream } from '#live/event_stream'
import type { LiveHub } from '#live/live_hub'
import { experimentTopic, runTopic } from '#live/topics'
import { liveFoot } from '#controllers/pages/live_foot'
import {
  positionText,
  RunAudience,
  surelyDrawn,
  type Drawn,
  type Message,
} from '#controllers/pages/run_audience'
import { latestEquity } from '#controllers/pages/run_controller'
import type EpisodeBarsReader from '#services/pages/episode_bars'
import { realisedReturns, trainingPoints, type TrainingPoint } from '#services/pages/run_curves'
import { runFacts, runState } from '#services/pages/run_page'
import { runCharts, type RunCharts } from '#transformers/charts/run_charts'
import { writtenChanges } from '#transformers/tables/configuration'

const LEAST_MS_BETWEEN = 250
/** Each open page makes the next message come so much later: many pages cost little more than few. */
const MS_FOR_EACH_PAGE = 5
const LEAST_MS_BETWEEN_CHARTS = 1000
/** Without news the pages are told again, so that a lost heartbeat shows. */
const QUIET_MS = 5000

type State = Awaited<ReturnType<typeof runState>>

/** What all audiences of a run are told; each is sent what it does not show yet. */
interface News {
  readonly state: State
  readonly charts: RunCharts | null
  readonly ended: boolean
  readonly foot: string
}

/** What a feed needs beside its run; all pages' fragments are the same, whoever looks. */
interface FeedParts {
  readonly hub: Pick<LiveHub, 'subscribe'>
  readonly view: HttpContext['view']
  readonly bars: EpisodeBarsReader
  readonly logger: Logger
}

interface FedRun {
  readonly run_id: number
  readonly experiment_id: number
}

const feeds = new Map<number, Promise<RunFeed>>()

/** Feeds one more page of a run until its stream closes. */
export async function joinRunFeed(
  run: FedRun,
  drawn: Drawn,
  stream: EventStream,
  parts: FeedParts
): Promise<void> {
  const joined = feeds.get(run.run_id) ?? RunFeed.of(run, parts)
  feeds.set(run.run_id, joined)
  const feed = await joined
  if (stream.isClosed) {
    // other pages may wait for the same feed: they join first
    setImmediate(() => feed.stopUnlessWatched())
    return
  }
  feed.join(stream, drawn)
  stream.onClose(() => {
    feed.leave(stream)
    feed.stopUnlessWatched()
  })
}

/**
 * Turns a run's announcements into fragments and chart points, once for all its open pages, at most
 * 4 times a second. Pages that were told the same charts share one audience from then on.
 */
class RunFeed {
  readonly #runId: number
  readonly #parts: FeedParts
  readonly #quiet: NodeJS.Timeout
  #stops: (() => void)[] = []
  #audiences: RunAudience[] = []
  #training: TrainingPoint[] = []
  #timer: NodeJS.Timeout | null = null
  #telling = false
  #again = false
  #chartsToldAt = 0

  private constructor(runId: number, parts: FeedParts) {
    this.#runId = runId
    this.#parts = parts
    this.#quiet = setInterval(() => this.changed(), QUIET_MS)
  }

  static async of({ run_id: runId, experiment_id: experimentId }: FedRun, parts: FeedParts) {
    const feed = new RunFeed(runId, parts)
    const topics = [runTopic(runId), experimentTopic(experimentId)]
    feed.#stops = await Promise.all(
      topics.map((topic) => parts.hub.subscribe(topic, () => feed.changed()))
    )
    return feed
  }

  join(stream: EventStream, drawn: Drawn): void {
    const audience = new RunAudience(drawn)
    audience.streams.add(stream)
    this.#audiences.push(audience)
    this.changed()
  }

  leave(stream: EventStream): void {
    for (const { streams } of this.#audiences) streams.delete(stream)
    this.#audiences = this.#audiences.filter(({ streams }) => streams.size > 0)
  }

  /** Without a page there is nobody to tell; the next page begins a feed anew. */
  stopUnlessWatched(): void {
    if (this.#pages > 0) return
    feeds.delete(this.#runId)
    clearInterval(this.#quiet)
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    for (const stop of this.#stops.splice(0)) stop()
  }

  /** Something of the run has changed: it is told soon. */
  changed(): void {
    if (this.#telling) {
      this.#again = true
      return
    }
    const wait = Math.max(LEAST_MS_BETWEEN, MS_FOR_EACH_PAGE * this.#pages)
    this.#timer ??= setTimeout(() => void this.#tellSafely(), wait)
  }

  get #pages(): number {
    return this.#audiences.reduce((sum, { streams }) => sum + streams.size, 0)
  }

  /** Streams that cannot be fed are closed; their pages say so and connect again. */
  async #tellSafely(): Promise<void> {
    this.#timer = null
    this.#telling = true
    try {
      await this.#tell()
    } catch (error) {
      this.#parts.logger.error(
        { err: error },
        `The live pages of run ${this.#runId} could not be fed`
      )
      for (const { streams } of this.#audiences) for (const stream of streams) stream.close()
    } finally {
      this.#telling = false
    }
    if (this.#again && this.#pages > 0) {
      this.#again = false
      this.changed()
    }
  }

  async #tell(): Promise<void> {
    const behind = this.#audiences.flatMap((audience) => audience.splitBehind() ?? [])
    const listening = this.#audiences.filter(({ streams }) => streams.size > 0)
    this.#audiences = [...listening, ...behind]
    if (listening.length === 0) return
    const state = await runState(this.#runId)
    const ended = !['running', 'queued', 'lost'].includes(state.run.status)
    const charts = await this.#charts(state, ended)
    const foot = await liveFoot(this.#parts.view)
    for (const audience of listening)
      await this.#tellAudience(audience, { state, charts, ended, foot })
    if (charts !== null) this.#unite(listening)
  }

  /** Pages that were told the same charts show the same. */
  #unite([first, ...others]: readonly RunAudience[]): void {
    if (first === undefined) return
    for (const { streams } of others) {
      for (const stream of streams) first.streams.add(stream)
      streams.clear()
    }
    this.#audiences = this.#audiences.filter(({ streams }) => streams.size > 0)
  }

  async #tellAudience(audience: RunAudience, { state, charts, ended, foot }: News): Promise<void> {
    const messages: Message[] = []
    const appends = charts === null ? [] : audience.appends.of(charts)
    if (appends.length > 0) messages.push([JSON.stringify(appends), 'points'])
    const shown = await this.#shown(audience, state, charts)
    const html = await this.#parts.view.render('partials/runs/live', shown)
    if (shown.withEquity || shown.withLearning) {
      messages.push([await this.#parts.view.render('partials/runs/live_figures', shown), 'figures'])
    }
    // its id comes after all that it covers: a page that is cut off before is told all of it again
    messages.push([html + foot, undefined, positionText(audience.drawn)])
    // a page that listens takes the run for live, also when it was away at its end
    if (ended) messages.push([state.run.status, 'finished'])
    audience.send(messages)
  }

  /** What the fragments are rendered from; the costly ones only when they have changed. */
  async #shown(audience: RunAudience, state: State, charts: RunCharts | null) {
    const { drawn } = audience
    const latest = state.latest?.episode_id ?? 0
    const best = state.best?.number ?? 0
    const begun = state.run.benchmark !== null
    const withEquity = latest !== drawn.latest
    const withLearning = charts !== null && (best !== drawn.best || begun !== drawn.begun)
    const facts = begun && !drawn.begun ? await runFacts(state.run) : null
    const equity = withEquity ? await latestEquity(state.latest, this.#parts.bars) : null
    const until = charts === null ? drawn.until : surelyDrawn(state.run.episodes_done)
    audience.drawn = { ...drawn, latest, until, ...(withLearning ? { best, begun } : {}) }
    return {
      ...state,
      ...(facts ? { ...facts, changes: writtenChanges(facts.changes) } : {}),
      charts: { ...charts, equity },
      withEquity,
      withLearning,
      withFacts: facts !== null,
    }
  }

  /** The charts, at most once a second; null in between. */
  async #charts(state: State, atOnce: boolean): Promise<RunCharts | null> {
    const now = Date.now()
    if (!atOnce && now - this.#chartsToldAt < LEAST_MS_BETWEEN_CHARTS) return null
    this.#chartsToldAt = now
    const known = this.#training.at(-1)?.number ?? 0
    if (state.run.episodes_done < known) this.#training = []
    this.#training.push(...(await trainingPoints(this.#runId, this.#training.at(-1)?.number ?? 0)))
    const realised = realisedReturns(state.validation)
    return runCharts({ ...state, training: this.#training, realised })
  }
}
