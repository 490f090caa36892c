import { test } from '@japa/runner'
import { directionalMovement } from '../../../app/core/features/indicators/adx.ts'
import { aroon } from '../../../app/core/features/indicators/aroon.ts'
import { averageTrueRange } from '../../../app/core/features/indicators/average_true_range.ts'
import { bollingerBands } from '../../../app/core/features/indicators/bollinger.ts'
import { macd } from '../../../app/core/features/indicators/macd.ts'
import {
  exponentialAverage,
  simpleAverage,
} from '../../../app/core/features/indicators/moving_averages.ts'
import { relativeStrength } from '../../../app/core/features/indicators/rsi.ts'
import { historicalVolatility } from '../../../app/core/features/indicators/volatility.ts'
import { readGolden } from '../../golden/read_golden.ts'
import { sampleBars } from '../../golden/sample_bars.ts'

interface Golden {
  columns: Record<
    string,
    {
      first_valid: number
      tolerance: { relative: number; absolute: number }
      values: (number | null)[]
    }
  >
}

const series = sampleBars()
const { close, high, low } = series
const lines = macd(close, 12, 26, 9)
const bands = bollingerBands(close, 20, 2)
const movement = directionalMovement(series, 14)
const since = aroon(high, low, 25)
const range = averageTrueRange(series, 14)
const OURS: Record<string, Float64Array> = {
  rsi_14: relativeStrength(close, 14),
  macd_12_26_9: lines.line,
  macd_signal_12_26_9: lines.signal,
  macd_hist_12_26_9: lines.histogram,
  bb_upper_20_2: bands.upper,
  bb_middle_20_2: bands.middle,
  bb_lower_20_2: bands.lower,
  bb_percent_b_20_2: bands.percentB,
  bb_bandwidth_20_2: bands.width,
  adx_14: movement.adx,
  plus_di_14: movement.plus,
  minus_di_14: movement.minus,
  aroon_up_25: since.up,
  aroon_down_25: since.down,
  aroon_osc_25: since.oscillator,
  atr_14: range,
  natr_14: range.map((value, t) => (100 * value) / close[t]),
  sma_10: simpleAverage(close, 10),
  sma_30: simpleAverage(close, 30),
  ema_12: exponentialAverage(close, 12),
  ema_26: exponentialAverage(close, 26),
  hv_20: historicalVolatility(close, 20, 252),
}

test.group('Indicators against TA-Lib', () => {
  for (const [name, golden] of Object.entries(
    readGolden<Golden>('indicators/aapl-talib.json').columns
  )) {
    test(`${name} agrees from its first bar on`, ({ assert }) => {
      const { relative, absolute } = golden.tolerance
      const misses = golden.values.flatMap((expected, t) => {
        const actual = OURS[name][t]
        if (expected === null) return Number.isNaN(actual) ? [] : [`${t}: ${actual}, not NaN`]
        const bound = Math.max(relative * Math.abs(expected), absolute)
        return Math.abs(actual - expected) <= bound ? [] : [`${t}: ${actual}, not ${expected}`]
      })
      assert.deepEqual(misses, [])
    })
  }
})
