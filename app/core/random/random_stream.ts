const TWO_32 = 4_294_967_296
/** 2^32 times it is still exact in a float64. */
const LARGEST_FACTOR = 2 ** 21

/**
 * A seeded generator, xoshiro128** (Blackman & Vigna 2018), state 128 bits. Every draw in the project
 * comes from a stream like this; the same state gives the same draws on every machine.
 */
export class RandomStream {
  #a: number
  #b: number
  #c: number
  #d: number

  constructor(state: Uint32Array) {
    this.#a = state[0] | 0
    this.#b = state[1] | 0
    this.#c = state[2] | 0
    this.#d = state[3] | 0
    if ((this.#a | this.#b | this.#c | this.#d) === 0) this.#a = 0x9e3779b9 | 0
  }

  /** A uniform integer in [0, 2^32). */
  uint32(): number {
    const x = Math.imul(this.#b, 5)
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0
    const t = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= t
    this.#d = (this.#d << 11) | (this.#d >>> 21)
    return result
  }

  /** A uniform float64 in [0, 1) with 53 random bits. */
  float(): number {
    const high = this.uint32() >>> 5
    const low = this.uint32() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  /**
   * A uniform integer in [0, n), without bias. Up to 2^21 by Lemire's multiplication (2019), whose
   * product is exact in a float64; above by rejection. `n` in 1 .. 2^32.
   */
  integer(n: number): number {
    if (n > LARGEST_FACTOR) return this.#integerByRejection(n)
    let product = this.uint32() * n
    let low = product >>> 0
    if (low < n) {
      const biased = (TWO_32 - n) % n
      while (low < biased) {
        product = this.uint32() * n
        low = product >>> 0
      }
    }
    return (product - low) / TWO_32
  }

  #integerByRejection(n: number): number {
    const limit = TWO_32 - (TWO_32 % n)
    let draw = this.uint32()
    while (draw >= limit) draw = this.uint32()
    return draw % n
  }

  /** A standard normal draw (Box & Muller 1958, the cosine half only, so that no draw is kept back). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.float()))
    return radius * Math.cos(2 * Math.PI * this.float())
  }

  /** uint32 [4]; give it to the constructor to go on from here. */
  export(): Uint32Array {
    return Uint32Array.of(this.#a, this.#b, this.#c, this.#d)
  }
}
