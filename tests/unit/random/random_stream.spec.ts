import { test } from '@japa/runner'
import { RandomStream } from '../../../app/core/random/random_stream.ts'
import { STREAMS, streamOf } from '../../../app/core/random/streams.ts'

test.group('Random streams', () => {
  test('xoshiro128** gives its published first numbers', ({ assert }) => {
    // of the state 1, 2, 3, 4: rotl(2 · 5, 7) · 9 = 11520, then 0
    const stream = new RandomStream(Uint32Array.of(1, 2, 3, 4))
    assert.deepEqual([stream.uint32(), stream.uint32()], [11520, 0])
  })

  test('a stream goes on from its exported state', ({ assert }) => {
    const stream = streamOf(7, 'exploration')
    for (let k = 0; k < 100; k++) stream.uint32()
    const again = new RandomStream(stream.export())
    assert.deepEqual(
      Array.from({ length: 5 }, () => stream.uint32()),
      Array.from({ length: 5 }, () => again.uint32())
    )
  })

  test('integers are uniform, small and large', ({ assert }) => {
    const stream = streamOf(1, 'sampling')
    for (const n of [1, 2, 3, 10, 3_000_000, 4_294_967_296]) {
      const tenths = new Int32Array(10)
      for (let k = 0; k < 20_000; k++) {
        const draw = stream.integer(n)
        assert.isTrue(Number.isInteger(draw) && draw >= 0 && draw < n)
        tenths[Math.floor((draw / n) * 10)]++
      }
      if (n < 10) continue
      for (const count of tenths) assert.approximately(count, 2000, 250, `n ${n}`)
    }
  })

  test('normal draws have mean 0 and variance 1', ({ assert }) => {
    const stream = streamOf(2, 'weights')
    let [sum, squares] = [0, 0]
    for (let k = 0; k < 50_000; k++) {
      const x = stream.normal()
      sum += x
      squares += x * x
    }
    assert.approximately(sum / 50_000, 0, 0.02)
    assert.approximately(squares / 50_000, 1, 0.03)
  })

  test('no two streams of a seed, and no two seeds, begin alike', ({ assert }) => {
    const firsts = [0, 1, 2, 3].flatMap((seed) =>
      STREAMS.map((name) => streamOf(seed, name).uint32())
    )
    assert.equal(new Set(firsts).size, firsts.length)
  })
})
