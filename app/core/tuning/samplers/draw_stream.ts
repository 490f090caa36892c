import { RandomStream } from '../../random/random_stream.ts'

/**
 * The generator of one draw: its state is splitmix32 of study seed, trial number and attempt, so that a
 * draw depends on no other.
 */
export function drawStream(seed: number, number: number, attempt: number): RandomStream {
  const state = new Uint32Array(4)
  let x = 0
  for (const [i, word] of [seed, number, attempt, 0x5eed].entries()) {
    x = (x + 0x9e3779b9 + Math.imul(word, 0x85ebca77)) | 0
    let z = x
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    state[i] = z ^ (z >>> 15)
    x ^= state[i]
  }
  // two steps of the last words, so that the first ones depend on every input too
  state[0] ^= state[3]
  state[1] ^= Math.imul(state[3], 0x27d4eb2d)
  return new RandomStream(state)
}
