import { inject } from '@adonisjs/core'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { FeatureMatrix } from '#core/features/feature_matrix'
import { checkPrefixInvariance } from '#core/features/prefix_invariance'
import { TechnicalAnalyzer } from '#core/features/technical_analyzer'
import { adjust } from '#core/market/adjustment'
import { periodsPerYear } from '#core/market/calendars'
import type { Series } from '#core/market/series'
import { resolveParameters } from '#core/parameters/resolve'
import { streamOf } from '#core/random/streams'
import DatasetService from '#services/dataset_service'
import { answer, type Answer } from './_answer.js'
import { assignments } from './_assignments.js'
import { writeFeatures } from './_feature_csv.js'

export default class DataFeatures extends BaseCommand {
  static commandName = 'data:features'
  static description = 'Compute the features of a dataset, and check that none looks ahead'
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Dataset id, or symbol (its newest version)' })
  declare dataset: string

  @flags.array({ description: 'A parameter, as in features.rsiPeriod=21' })
  declare set?: string[]

  @flags.string({ description: 'Write the matrix to this CSV file' })
  declare out?: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(datasets: DatasetService) {
    await answer(this, async () => {
      const { features, data } = resolveParameters(assignments(this.set))
      const { datasetId, symbol } = await datasets.find(this.dataset)
      const sourced = await datasets.load(Number(datasetId))
      const series = adjust(sourced, data.adjustment)
      const { interval, calendar } = sourced.identity
      const compute = (bars: Series) =>
        new TechnicalAnalyzer().calculateIndicators(
          bars,
          features,
          periodsPerYear(interval, calendar)
        )
      const matrix = compute(series)
      const { prefixes } = checkPrefixInvariance(series, compute, streamOf(1, 'environment'))
      if (this.out !== undefined) await writeFeatures(this.out, series.time, matrix)
      const facts = { dataset_id: Number(datasetId), symbol, prefixes, out: this.out ?? null }
      return report(matrix, facts)
    })
  }
}

/** A look ahead never comes here: the check throws E_FEATURE_LOOKAHEAD, which exits with 3. */
function report(
  matrix: FeatureMatrix,
  facts: { dataset_id: number; symbol: string; prefixes: number; out: string | null }
): Answer {
  const { features, rows, firstUsable, firstValid } = matrix
  const { dataset_id, symbol, prefixes, out } = facts
  const known = (bar: number) => (bar < rows ? bar : null)
  const json = {
    dataset_id,
    symbol,
    names: features.map(({ name }) => name),
    rows,
    first_valid: known(firstUsable),
    first_valid_of: Object.fromEntries(
      features.map(({ name }, f) => [name, known(firstValid[f]!)])
    ),
    prefix_invariant: true,
    prefixes,
    out,
  }
  const lines = features.map(
    ({ name, label }, f) => `${name.padEnd(20)} ${label}, from bar ${known(firstValid[f]!) ?? '–'}`
  )
  lines.push(
    `${rows} bars of ${symbol}; every feature is known from bar ${json.first_valid ?? '–'}.`
  )
  lines.push(`No feature looks ahead: the same on ${prefixes} prefixes as on all bars.`)
  if (out !== null) lines.push(`Written to ${out}.`)
  return { json, lines }
}
