/** Orders that wait for their bar, oldest first (R8). Reuses its memory. */
export class WaitingOrders {
  readonly #due: number[] = []
  readonly #level: number[] = []
  readonly #decided: number[] = []

  get count(): number {
    return this.#due.length
  }

  add(due: number, level: number, decided: number): void {
    this.#due.push(due)
    this.#level.push(level)
    this.#decided.push(decided)
  }

  /** Takes all orders due by `bar` and gives the newest's place in `taken`; false: none is due. */
  take(bar: number, taken: { level: number; decided: number }): boolean {
    let count = 0
    while (count < this.#due.length && this.#due[count] <= bar) count++
    if (count === 0) return false
    taken.level = this.#level[count - 1]
    taken.decided = this.#decided[count - 1]
    this.#due.splice(0, count)
    this.#level.splice(0, count)
    this.#decided.splice(0, count)
    return true
  }

  /** Drops orders to a level on `side`: they would buy back what a stop has just sold (R13). */
  dropSide(side: number): void {
    for (let k = this.#due.length - 1; k >= 0; k--) {
      if (this.#level[k] * side <= 0) continue
      this.#due.splice(k, 1)
      this.#level.splice(k, 1)
      this.#decided.splice(k, 1)
    }
  }

  clear(): void {
    this.#due.length = this.#level.length = this.#decided.length = 0
  }

  /** Orders that found no bar. */
  list(): { decided: number; target: number }[] {
    return this.#decided.map((decided, k) => ({ decided, target: this.#level[k] }))
  }
}
