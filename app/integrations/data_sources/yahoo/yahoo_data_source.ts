import { isCodedError } from '../../../core/errors.ts'
import {
  DataSourceBadAnswer,
  DataSourceInterrupted,
  DataSourceUnknownSymbol,
} from '../../../core/market/data_source_errors.ts'
import type { SourcedSeries } from '../../../core/market/series.ts'
import type { Clock } from '../../../core/ports/clock.ts'
import type { BarsRequest, DataSource, FetchProgress } from '../../../core/ports/data_source.ts'
import { PassingFailure, retrying, type RetryPolicy } from '../retry.ts'
import { askYahoo } from './ask_yahoo.ts'
import { chartSeries, type Chart } from './chart_series.ts'
import { periodOf } from './limits.ts'

export interface YahooSettings {
  readonly clock: Clock
  /** Uniform in [0, 1), for the jitter of waits. */
  readonly random: { float(): number }
  /** Where Yahoo is, from code or the environment only; null: Yahoo's own address. */
  readonly baseUrl?: string | null
  /** For one request, its answer read to the end. */
  readonly timeoutSeconds?: number
  readonly retry?: RetryPolicy
}

const RETRY: RetryPolicy = { attempts: 5, firstWaitSeconds: 1, longestWaitSeconds: 120 }
const TIMEOUT_SECONDS = 30
/** Letters and digits around Yahoo's signs: nothing that could lead out of the path. */
const SYMBOL = /^\^?[A-Za-z0-9][A-Za-z0-9.=^&_-]{0,31}$/
const silent = () => {}
const SILENT_LOGGER = { info: silent, warn: silent, error: silent, debug: silent, dir: silent }

/** Bars of Yahoo Finance, through yahoo-finance2 (its `chart`). */
export class YahooDataSource implements DataSource {
  readonly name = 'yahoo'
  readonly #settings: YahooSettings

  constructor(settings: YahooSettings) {
    this.#settings = settings
  }

  async fetch(
    request: BarsRequest,
    signal?: AbortSignal,
    progress?: FetchProgress
  ): Promise<SourcedSeries> {
    const { clock, random, retry = RETRY } = this.#settings
    const { symbol } = request
    if (signal?.aborted) throw new DataSourceInterrupted(this.name, symbol, signal.reason)
    if (!SYMBOL.test(symbol)) {
      const remedy = 'Spell it as finance.yahoo.com does, for example SPY or BTC-USD.'
      throw new DataSourceUnknownSymbol(this.name, symbol, remedy)
    }
    const period = periodOf(request, clock.now())
    const context = { clock, random, signal, progress, source: this.name, symbol }
    return retrying(
      async (attempt) => {
        progress?.({ bars: 0, attempt, waitSeconds: null, reason: null })
        const chart = await this.#chart(request, period, signal)
        const sourced = chartSeries(chart, request, clock.now())
        progress?.({ bars: sourced.series.length, attempt, waitSeconds: null, reason: null })
        return sourced
      },
      retry,
      context
    )
  }

  async #chart(
    { symbol, interval }: BarsRequest,
    period: { from: number; to: number },
    signal: AbortSignal | undefined
  ): Promise<Chart> {
    const client = await this.#client(symbol, signal)
    try {
      const answer = await client.chart(encodeURIComponent(symbol), {
        period1: new Date(period.from),
        period2: new Date(period.to),
        // 4h is refused before
        interval: interval as Exclude<typeof interval, '4h'>,
        includePrePost: false,
        events: 'div|split',
        return: 'object',
      })
      return answer as unknown as Chart
    } catch (cause) {
      if (cause instanceof PassingFailure || isCodedError(cause)) throw cause
      const reason = cause instanceof Error ? cause.message.slice(0, 300) : String(cause)
      throw new DataSourceBadAnswer(this.name, symbol, reason, cause)
    }
  }

  /** Loaded when first asked: the library's schemas are large, and most processes never fetch. */
  async #client(symbol: string, signal: AbortSignal | undefined) {
    const { default: YahooFinance } = await import('yahoo-finance2')
    const { timeoutSeconds = TIMEOUT_SECONDS, clock } = this.#settings
    return new YahooFinance({
      versionCheck: false,
      logger: SILENT_LOGGER,
      validation: { logErrors: false, logOptionsErrors: false },
      fetch: (input: string | URL | Request, init?: RequestInit) => {
        const url = this.#urlOf(input instanceof Request ? input.url : String(input))
        return askYahoo({ url, init, symbol, timeoutSeconds, signal, now: clock.now() })
      },
    })
  }

  #urlOf(asked: string): string {
    const { baseUrl } = this.#settings
    const url = new URL(asked)
    return baseUrl ? new URL(url.pathname + url.search, baseUrl).href : url.href
  }
}
