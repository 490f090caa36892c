import { InvalidParameter } from '../errors.ts'
import type { Series } from '../market/series.ts'
import type { FeatureMatrix } from './feature_matrix.ts'
import { INDICATORS, type FeatureConfig } from './feature_parameters.ts'
import { INDICATOR_FEATURES } from './indicator_features.ts'

/** Computes the features of bars. A feature at bar t uses bars <= t only. */
export class TechnicalAnalyzer {
  /**
   * Raw features of a series, in catalogue order whatever the order of `config.indicators`.
   * @param periodsPerYear bars a year, for annualising
   * @throws E_INVALID_PARAMETER when MACD's fast average is not faster than its slow one
   */
  calculateIndicators(
    series: Series,
    config: FeatureConfig,
    periodsPerYear: number
  ): FeatureMatrix {
    refuseSlowMacd(config)
    const found = INDICATORS.filter((name) => config.indicators.includes(name)).flatMap((name) =>
      INDICATOR_FEATURES[name](series, config, periodsPerYear)
    )
    const firstValid = found.map(({ values }) => firstNumber(values))
    return {
      features: found.map(({ name, label, unit, factor }) => ({ name, label, unit, factor })),
      columns: found.map(({ values }) => values),
      rows: series.length,
      firstValid,
      firstUsable: Math.max(0, ...firstValid),
    }
  }
}

function firstNumber(values: Float64Array): number {
  let t = 0
  while (t < values.length && Number.isNaN(values[t])) t++
  return t
}

function refuseSlowMacd({ macdFast, macdSlow, indicators }: FeatureConfig): void {
  if (!indicators.includes('macd') || macdFast < macdSlow) return
  throw new InvalidParameter(
    'features.macdFast',
    `features.macdFast is ${macdFast}, but must be under features.macdSlow, ${macdSlow}.`,
    'Take for example 12 and 26.'
  )
}
