import { test } from '@japa/runner'
import * as technical from 'technicalindicators'
import { ADX, ATR, MACD, EMA, RSI } from 'trading-signals'
import { directionalMovement } from '../../../app/core/features/indicators/adx.ts'
import { averageTrueRange } from '../../../app/core/features/indicators/average_true_range.ts'
import { bollingerBands } from '../../../app/core/features/indicators/bollinger.ts'
import { macd } from '../../../app/core/features/indicators/macd.ts'
import { relativeStrength } from '../../../app/core/features/indicators/rsi.ts'
import { sampleBars } from '../../golden/sample_bars.ts'

/** From here on the seed of a recursion no longer shows at 1e-5. */
const AFTER_WARM_UP = 400
const series = sampleBars()
const close = Array.from(series.close)
const bars = { high: Array.from(series.high), low: Array.from(series.low), close }

/** Largest difference relative to the larger of 1 and the value; `theirs` ends at the last bar. */
function worst(ours: Float64Array, theirs: readonly (number | undefined)[]): number {
  const offset = ours.length - theirs.length
  let most = 0
  for (let t = AFTER_WARM_UP; t < ours.length; t++) {
    const other = theirs[t - offset] ?? NaN
    most = Math.max(most, Math.abs(ours[t] - other) / Math.max(1, Math.abs(other)))
  }
  return most
}

test.group('Indicators against technicalindicators', () => {
  test('RSI agrees within its rounding to two decimals', ({ assert }) => {
    const theirs = technical.RSI.calculate({ values: close, period: 14 })
    assert.isAtMost(worst(relativeStrength(series.close, 14), theirs), 0.0051)
  })

  test('Bollinger Bands, MACD, ATR and ADX agree after warm-up', ({ assert }) => {
    const bands = technical.BollingerBands.calculate({ values: close, period: 20, stdDev: 2 })
    const ours = bollingerBands(series.close, 20, 2)
    assert.isAtMost(
      worst(
        ours.upper,
        bands.map(({ upper }) => upper)
      ),
      1e-9
    )
    assert.isAtMost(
      worst(
        ours.lower,
        bands.map(({ lower }) => lower)
      ),
      1e-9
    )
    const lines = technical.MACD.calculate({
      values: close,
      fastPeriod: 12,
      slowPeriod: 26,
      signalPeriod: 9,
      SimpleMAOscillator: false,
      SimpleMASignal: false,
    })
    assert.isAtMost(
      worst(
        macd(series.close, 12, 26, 9).line,
        lines.map(({ MACD: line }) => line)
      ),
      1e-6
    )
    const ranges = technical.ATR.calculate({ ...bars, period: 14 })
    assert.isAtMost(worst(averageTrueRange(series, 14), ranges), 1e-5)
    const movement = technical.ADX.calculate({ ...bars, period: 14 })
    assert.isAtMost(
      worst(
        directionalMovement(series, 14).adx,
        movement.map(({ adx }) => adx)
      ),
      1e-6
    )
  })
})

test.group('Indicators against trading-signals', () => {
  test('RSI, MACD, ATR and ADX agree after warm-up', ({ assert }) => {
    const rsi = new RSI(14)
    const lines = new MACD(new EMA(12), new EMA(26), new EMA(9))
    const range = new ATR(14)
    const adx = new ADX(14)
    const theirs = {
      rsi: [] as number[],
      macd: [] as number[],
      atr: [] as number[],
      adx: [] as number[],
    }
    close.forEach((price, t) => {
      const bar = { high: bars.high[t], low: bars.low[t], close: price }
      theirs.rsi.push(rsi.update(price, false) ?? NaN)
      theirs.macd.push(lines.update(price, false)?.macd ?? NaN)
      theirs.atr.push(range.update(bar, false) ?? NaN)
      theirs.adx.push(adx.update(bar, false) ?? NaN)
    })
    assert.isAtMost(worst(relativeStrength(series.close, 14), theirs.rsi), 1e-5)
    assert.isAtMost(worst(macd(series.close, 12, 26, 9).line, theirs.macd), 1e-5)
    assert.isAtMost(worst(averageTrueRange(series, 14), theirs.atr), 1e-5)
    assert.isAtMost(worst(directionalMovement(series, 14).adx, theirs.adx), 1e-5)
  })
})
