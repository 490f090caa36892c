import { choice, float, optionalInteger, optionalText, parametersOf } from '../parameter.ts'
import type { Adjustment } from './series.ts'

/** Which bars a run learns from, selects on, and leaves sealed. */
export interface DataConfig {
  readonly adjustment: Adjustment
  /** First day of the training range and last day of all ranges (ISO date or time, UTC); none: all bars. */
  readonly from: string | null
  readonly until: string | null
  /** Shares of the usable bars; the rest, after the embargoes, is the sealed test range. */
  readonly trainShare: number
  readonly validationShare: number
  /** First day of the validation and of the test range (ISO date, UTC); both or none; they win over the shares. */
  readonly validationFrom: string | null
  readonly testFrom: string | null
  /** Bars left out between two ranges; none: the window. */
  readonly embargo: number | null
  /** Bars before the first range, counted from the dataset's beginning; none: as many as the features need. */
  readonly warmUp: number | null
}

export const dataParameters = parametersOf<DataConfig>('data', {
  adjustment: choice(
    'Adjustment',
    'Prices as traded, adjusted for splits, or for splits and dividends.',
    'total-return',
    ['raw', 'split', 'total-return'],
    { searchable: false }
  ),
  from: optionalText(
    'From',
    'First day that is trained on; the warm-up of features reaches back behind it.',
    null,
    24
  ),
  until: optionalText(
    'Until',
    'Last day that is used; later bars are as if they were not there.',
    null,
    24
  ),
  trainShare: float(
    'Training share',
    'Share of the bars that the agent learns from.',
    0.6,
    0.05,
    0.95,
    { searchable: false }
  ),
  validationShare: float(
    'Validation share',
    'Share of the bars that select the best weights; what is left is the sealed test range.',
    0.15,
    0.02,
    0.9,
    { searchable: false }
  ),
  validationFrom: optionalText(
    'Validation from',
    'First day of the validation range, instead of a share.',
    null,
    24
  ),
  testFrom: optionalText(
    'Test from',
    'First day of the sealed test range, instead of a share.',
    null,
    24
  ),
  embargo: optionalInteger(
    'Embargo',
    'Bars left out between two ranges; at least the window, which is the default.',
    null,
    0,
    5000,
    { unit: 'bars', searchable: false }
  ),
  warmUp: optionalInteger(
    'Warm-up',
    'Bars left out before the training range; what the features need is left out in any case.',
    null,
    0,
    5000,
    { unit: 'bars', searchable: false }
  ),
})
