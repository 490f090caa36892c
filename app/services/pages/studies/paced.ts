/** What was made, and for how long it will be given to whoever asks. */
export interface PacedAnswer<T> {
  readonly value: T
  /** Milliseconds until it can be made anew. */
  readonly restMs: number
}

interface Made<T> {
  readonly value: Promise<T>
  /** UTC epoch ms; infinite while it is being made. */
  freshUntil: number
}

interface Pace {
  /** Milliseconds between the end of one making and the start of the next. */
  readonly leastRestMs: number
  /** A making is followed by a rest of so many times what it took. */
  readonly restFactor: number
  /** Keys that are kept; the oldest goes first. */
  readonly most: number
  readonly now?: () => number
}

/**
 * Things that are dear to make and asked for by many while they change: made once for all who ask, and
 * anew only after a rest, so that making takes a bounded share of the time however many ask.
 */
export class Paced<T> {
  readonly #made = new Map<number, Made<T>>()
  readonly #pace: Pace
  readonly #now: () => number

  constructor(pace: Pace) {
    this.#pace = pace
    this.#now = pace.now ?? Date.now
  }

  /** What is kept of `key`, made first where there is none or its rest is over. A failure is not kept. */
  async get(key: number, make: () => Promise<T>): Promise<PacedAnswer<T>> {
    const known = this.#made.get(key)
    const made =
      known !== undefined && this.#now() < known.freshUntil ? known : this.#make(key, make)
    const value = await made.value
    return { value, restMs: Math.max(0, made.freshUntil - this.#now()) }
  }

  #make(key: number, make: () => Promise<T>): Made<T> {
    const begun = this.#now()
    const value = make()
    const made: Made<T> = { value, freshUntil: Infinity }
    this.#made.delete(key)
    this.#made.set(key, made)
    const rest = () => {
      const { leastRestMs, restFactor } = this.#pace
      const ended = this.#now()
      made.freshUntil = ended + Math.max(leastRestMs, restFactor * (ended - begun))
    }
    const forget = () => {
      if (this.#made.get(key) === made) this.#made.delete(key)
    }
    // whoever awaits it hears of the failure
    value.then(rest, forget)
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= this.#pace.most) break
      this.#made.delete(oldest)
    }
    return made
  }
}
