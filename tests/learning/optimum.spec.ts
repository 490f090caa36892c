import { test } from '@japa/runner'
import { playLevels } from '../../app/core/environment/play_levels.ts'
import { seriesOf } from '../../app/core/market/series_of.ts'
import { BARE_LEDGER } from '../../app/core/portfolio/bare_ledger.ts'
import { RandomStream } from '../../app/core/random/random_stream.ts'
import { optimumOf } from './optimum.ts'

const DAY = 86_400_000

function randomMarket(bars: number, random: RandomStream) {
  let price = 100
  const step = () => (price *= Math.exp(0.02 * random.normal()))
  const open: number[] = []
  const close: number[] = []
  for (let t = 0; t < bars; t++) {
    open.push(step())
    close.push(step())
  }
  const time = open.map((_, t) => t * DAY)
  const high = open.map((value, t) => Math.max(value, close[t]))
  const low = open.map((value, t) => Math.min(value, close[t]))
  return seriesOf({ time, open, high, low, close, volume: open.map(() => 1) })
}

test.group('Optimum', () => {
  for (const short of [false, true]) {
    const ledger = { ...BARE_LEDGER, commissionRate: 0.002, slippageBps: 5 }
    const rules = { commissionRate: 0.002, slippageBps: 5, short }
    const name = short ? 'long, flat and short' : 'long and flat'

    test(`its levels reach what it promises in the ledger, ${name}`, ({ assert }) => {
      const series = randomMarket(120, new RandomStream(Uint32Array.of(1, 2, 3, 4)))
      const { logGrowth, levels } = optimumOf(series, 0, 119, rules)
      const play = playLevels(series, levels, ledger, { periodsPerYear: 252 })
      assert.closeTo(Math.log(play.equity[119] / 10_000), logGrowth, 1e-9)
      assert.isAbove(logGrowth, 0.5)
    })

    test(`no sequence of targets exceeds it, ${name}`, ({ assert }) => {
      const random = new RandomStream(Uint32Array.of(9, 2, 3, 4))
      const choices = short ? [-1, 0, 1] : [0, 1]
      for (let repeat = 0; repeat < 20; repeat++) {
        const series = randomMarket(7, random)
        const { logGrowth } = optimumOf(series, 0, 6, rules)
        let best = -Infinity
        for (let code = 0; code < choices.length ** 6; code++) {
          const levels = Array.from(
            { length: 6 },
            (_, k) => choices[Math.floor(code / choices.length ** k) % choices.length]
          )
          const play = playLevels(series, levels, ledger, { periodsPerYear: 252 })
          best = Math.max(best, Math.log(play.equity[6] / 10_000))
        }
        assert.closeTo(logGrowth, best, 1e-9)
      }
    })
  }
})
