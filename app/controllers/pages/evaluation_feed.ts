import type { HttpContext } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import type { EventStream } from '#live/event_stream'
import { evaluationState } from '#services/pages/evaluations/evaluation_page'

const LEAST_MS_BETWEEN = 250
/** Episodes of folds are not announced to the evaluation: they are looked at so often. */
const QUIET_MS = 2000

/** Turns an evaluation's announcements into its page's live part, and tells when it has ended. */
export class EvaluationFeed {
  readonly #evaluationId: number
  readonly #stream: EventStream
  readonly #view: HttpContext['view']
  readonly #logger: Logger
  readonly #quiet: NodeJS.Timeout
  #timer: NodeJS.Timeout | null = null
  #ended = false

  constructor(
    evaluationId: number,
    stream: EventStream,
    view: HttpContext['view'],
    logger: Logger
  ) {
    this.#evaluationId = evaluationId
    this.#stream = stream
    this.#view = view
    this.#logger = logger
    this.#quiet = setInterval(() => this.changed(), QUIET_MS)
  }

  /** Something has changed: it is told soon. */
  changed(): void {
    this.#timer ??= setTimeout(() => void this.#tellSafely(), LEAST_MS_BETWEEN)
  }

  stop(): void {
    clearInterval(this.#quiet)
    if (this.#timer) clearTimeout(this.#timer)
  }

  /** A stream that cannot be fed is closed; the page says so and connects again. */
  async #tellSafely(): Promise<void> {
    try {
      if (!this.#stream.isBehind && !this.#ended) await this.#tell()
    } catch (error) {
      const about = `The live page of evaluation ${this.#evaluationId} could not be fed`
      this.#logger.error({ err: error }, about)
      this.#stream.close()
    } finally {
      this.#timer = null
    }
  }

  async #tell(): Promise<void> {
    const state = await evaluationState(this.#evaluationId)
    const { status } = state.evaluation
    this.#ended = status === 'completed' || status === 'failed'
    this.#stream.send(await this.#view.render('partials/evaluations/live', state))
    if (this.#ended) this.#stream.send(status, 'finished')
  }
}
