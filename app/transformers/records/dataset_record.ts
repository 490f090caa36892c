import {
  boolean,
  choice,
  count,
  id,
  list,
  named,
  nullable,
  record,
  said,
  sha256,
  time,
} from '#openapi/shape'

/** One immutable version of the bars of a symbol. */
export const datasetRecord = named(
  'Dataset',
  record({
    dataset_id: id('The version.'),
    symbol: said('Symbol of the instrument.'),
    interval: said('Interval of the bars.'),
    source: said('Where the bars came from.'),
    calendar: said('By which the instrument trades.'),
    currency: nullable(said('Quote currency.')),
    sha256: sha256('SHA-256 of its bytes: the same bars are the same version.'),
    version: count('Number among the versions of symbol, interval and source.', { min: 1 }),
    bars: count('Number of bars.'),
    from: time('Time of the first bar.'),
    to: time('Time of the last bar.'),
    split_adjusted: boolean('Whether its prices include the splits.'),
    repaired_bars: count('Bars that were repaired on fetching.'),
    warnings: count('Warnings of its validation.'),
    notes: count('Notes of its source.'),
    used_by: count('Experiments that use it.'),
    created_at: time('When it was stored.'),
  })
)

export const findingRecord = named(
  'DatasetFinding',
  record({
    rule: said('Rule of the validation, or of the source.'),
    severity: choice('How grave it is.', ['error', 'warning', 'info']),
    count: count('Bars that it concerns.', { min: 1 }),
    first_bar: nullable(count('Index of the first of them.')),
    first_time: nullable(time('Time of the first of them.')),
    message: said('What was found.'),
  })
)

export const datasetDetail = named(
  'DatasetWithFindings',
  record({
    ...datasetRecord.properties,
    findings: list(findingRecord, { description: 'What its validation found.' }),
  })
)
