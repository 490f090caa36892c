import type { SchemaRules } from '@adonisjs/lucid/types/schema_generator'

/**
 * TypeScript types of the generated models where the database's type says less. 64-bit integers are
 * numbers: ids stay under 2^53, and the driver is told so in config/database.ts.
 */
const number = { tsType: 'number', imports: [], decorators: [{ name: '@column' }] }

/** A jsonb column; without `prepare` the driver would write an array as a PostgreSQL array. */
function json(tsType: string, source?: string) {
  return {
    tsType,
    imports: source ? [{ source, typeImports: [tsType.replace('[]', '')] }] : [],
    decorators: [
      {
        name: '@column',
        args: { prepare: (value: unknown) => (value === null ? null : JSON.stringify(value)) },
      },
    ],
  }
}

const fingerprint = json('EngineFingerprint', '#core/ports/compute_engine')
const parameters = json('RunParameters', '#core/parameters/catalogue')

export default {
  types: { bigint: number, jsonb: json('Record<string, unknown>') },
  columns: {
    tags: { ...number, tsType: 'string[]' },
    observation_names: { ...number, tsType: 'string[]' },
    action_counts: { ...number, tsType: 'number[]' },
    q_values: { ...number, tsType: 'number[]' },
    fingerprint,
    parameters,
  },
  tables: {
    datasets: {
      columns: { actions: json('CorporateAction[]', '#core/market/series') },
    },
    dataset_columns: { skipColumns: ['content'] },
    checkpoint_contents: { skipColumns: ['content'] },
    model_contents: { skipColumns: ['content'] },
    workers: {
      columns: { fingerprints: json('EngineFingerprint[]', '#core/ports/compute_engine') },
    },
    evaluation_runs: {
      columns: { verdicts: json('Verdict[]', '#core/evaluation/verdicts/verdict') },
    },
  },
} satisfies SchemaRules
