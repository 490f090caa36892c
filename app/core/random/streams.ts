import { RandomStream } from './random_stream.ts'

/** The purposes that draw random numbers; a draw added to one shifts no other. */
export const STREAMS = [
  'environment',
  'exploration',
  'sampling',
  'weights',
  'benchmark',
  'bootstrap',
  'sampler',
] as const
export type StreamName = (typeof STREAMS)[number]

/** The stream of `name` under a root seed in [0, 2^32): its state is splitmix32 of seed and name. */
export function streamOf(rootSeed: number, name: StreamName): RandomStream {
  let x = (Math.imul(rootSeed, 0x9e3779b1) ^ Math.imul(STREAMS.indexOf(name) + 1, 0x85ebca77)) | 0
  const state = new Uint32Array(4)
  for (let i = 0; i < 4; i++) {
    x = (x + 0x9e3779b9) | 0
    let z = x
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    state[i] = z ^ (z >>> 15)
  }
  return new RandomStream(state)
}
