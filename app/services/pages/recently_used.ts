/** Values by key, the least recently used out first once they weigh too much together. */
export class RecentlyUsed<Value> {
  readonly #held = new Map<string, { readonly value: Value; readonly weight: number }>()
  readonly #most: number
  #weight = 0

  /** @param most weight of all values together */
  constructor(most: number) {
    this.#most = most
  }

  get(key: string): Value | undefined {
    const held = this.#held.get(key)
    if (held === undefined) return undefined
    this.#held.delete(key)
    this.#held.set(key, held)
    return held.value
  }

  /** Keeps a value; one that weighs more than all may is not kept. */
  set(key: string, value: Value, weight = 1): void {
    const before = this.#held.get(key)
    if (before !== undefined) this.#drop(key, before.weight)
    if (weight > this.#most) return
    this.#held.set(key, { value, weight })
    this.#weight += weight
    for (const [oldest, held] of this.#held) {
      if (this.#weight <= this.#most) return
      this.#drop(oldest, held.weight)
    }
  }

  #drop(key: string, weight: number): void {
    this.#held.delete(key)
    this.#weight -= weight
  }
}
