import type { Interval, SourcedSeries } from '../market/series.ts'

/** Which bars are wanted: `from` inclusive and `to` exclusive, UTC epoch milliseconds; null = all there is. */
export interface BarsRequest {
  readonly symbol: string
  readonly interval: Interval
  readonly from: number | null
  readonly to: number | null
}

/** Called while a download waits or retries, so that a person sees why nothing moves. */
export type FetchProgress = (event: {
  readonly bars: number
  readonly attempt: number
  readonly waitSeconds: number | null
  readonly reason: string | null
}) => void

/**
 * Where bars come from. It gives bars as the source holds them, in any order or quality: validation
 * is the caller's. It rejects with a CodedError: E_DATA_SOURCE_UNKNOWN_SYMBOL, E_DATA_SOURCE_EMPTY,
 * E_DATA_SOURCE_RATE_LIMITED, E_DATA_SOURCE_UNAVAILABLE, E_DATA_SOURCE_BAD_ANSWER,
 * E_DATA_SOURCE_BAD_FILE, E_DATA_SOURCE_UNSUPPORTED, E_DATA_SOURCE_INTERRUPTED (the signal aborted).
 * A partial answer is a rejection, never a shorter series.
 */
export interface DataSource {
  readonly name: string
  fetch(
    request: BarsRequest,
    signal?: AbortSignal,
    progress?: FetchProgress
  ): Promise<SourcedSeries>
}
