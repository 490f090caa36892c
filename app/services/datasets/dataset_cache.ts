import type { SourcedSeries } from '#core/market/series'

const MOST_BYTES = 128 * 1024 * 1024
const BYTES_A_BAR = 7 * 8

/** Decoded datasets of this process by SHA-256, least recently used out first. */
export class DatasetCache {
  readonly #held = new Map<string, SourcedSeries>()
  #bytes = 0

  /** The dataset of this hash, read by `read` when it is not held. Callers do not write into its arrays. */
  async get(sha256: string, read: () => Promise<SourcedSeries>): Promise<SourcedSeries> {
    const held = this.#held.get(sha256)
    if (held !== undefined) {
      this.#held.delete(sha256)
      this.#held.set(sha256, held)
      return held
    }
    const data = await read()
    if (!this.#held.has(sha256)) this.#hold(sha256, data)
    return data
  }

  #hold(sha256: string, data: SourcedSeries): void {
    this.#held.set(sha256, data)
    this.#bytes += data.series.length * BYTES_A_BAR
    for (const [oldest, { series }] of this.#held) {
      if (this.#bytes <= MOST_BYTES || oldest === sha256) return
      this.#held.delete(oldest)
      this.#bytes -= series.length * BYTES_A_BAR
    }
  }
}
