import { RANGE_NAMES } from '#core/evaluation/range_names'
import { figureText } from '#core/evaluation/verdicts/verdict'
import type { ModelDetail } from '#services/models/model_reader'
import { parameterComparison } from '#transformers/tables/compare/parameter_comparison'

const NONE = '–'

interface Figure {
  readonly label: string
  readonly of: (model: ModelDetail) => string
}

const FIGURES: readonly Figure[] = [
  { label: 'Stage', of: ({ stage }) => stage },
  { label: 'Promoted', of: ({ promoted_at: at }) => at?.toISOString().slice(0, 10) ?? NONE },
  { label: 'Experiment', of: ({ experiment_id: id, experiment_name: name }) => `${id} ${name}` },
  { label: 'Datasets', of: ({ datasets }) => datasets.join(', ') },
  { label: 'Seeds', of: ({ seed_count: seeds }) => String(seeds) },
  {
    label: 'Evaluated on',
    of: ({ range }) => (range === null ? 'nothing yet' : RANGE_NAMES[range]),
  },
  { label: 'Sharpe there', of: ({ sharpe }) => (sharpe === null ? NONE : figureText(sharpe)) },
  {
    label: '95 % interval',
    of: ({ sharpe_low: low, sharpe_high: high }) =>
      low === null || high === null ? NONE : `${figureText(low)} to ${figureText(high)}`,
  },
  { label: 'Verdicts passed', of: passed },
]

function passed({ verdicts }: ModelDetail): string {
  if (verdicts === null) return NONE
  return `${verdicts.filter(({ state }) => state === 'pass').length} of ${verdicts.length}`
}

/** Versions of a model side by side: figures and parameters in which at least two differ. */
export function versionComparison(versions: readonly ModelDetail[]) {
  const figures = FIGURES.map(({ label, of }) => ({ label, values: versions.map(of) }))
  return {
    figures: figures.filter(({ values }) => new Set(values).size > 1),
    groups: parameterComparison(versions, true),
  }
}
