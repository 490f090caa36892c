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

/** The naming strategy would look for `sha_256`. */
function hash(columnName: string) {
  return { tsType: 'string', imports: [], decorators: [{ name: '@column', args: { columnName } }] }
}

const fingerprint = json('EngineFingerprint', '#core/ports/compute_engine')
const parameters = json('RunParameters', '#core/parameters/catalogue')

/** The generator gives primary keys a type of its own. */
function keyedBy(column: string) {
  const decorators = [{ name: '@column', args: { isPrimary: true } }]
  return { columns: { [column]: { ...number, decorators } } }
}

/** A table with a rule beside that of its key. */
function keyedWith(column: string, columns: Record<string, ReturnType<typeof json>>) {
  return { columns: { ...keyedBy(column).columns, ...columns } }
}

export default {
  types: { bigint: number, jsonb: json('Record<string, unknown>') },
  columns: {
    tags: { ...number, tsType: 'string[]' },
    observation_names: { ...number, tsType: 'string[]' },
    action_counts: { ...number, tsType: 'number[]' },
    q_values: { ...number, tsType: 'number[]' },
    seeds: json('number[]'),
    key_sha256: hash('key_sha256'),
    sha256: hash('sha256'),
    token_sha256: hash('token_sha256'),
    weights_sha256: hash('weights_sha256'),
    fingerprint,
    parameters,
  },
  tables: {
    audit_events: keyedBy('audit_event_id'),
    checkpoints: keyedBy('checkpoint_id'),
    datasets: keyedWith('dataset_id', {
      actions: json('CorporateAction[]', '#core/market/series'),
    }),
    dataset_findings: keyedBy('dataset_finding_id'),
    episodes: keyedBy('episode_id'),
    evaluation_metrics: keyedBy('evaluation_metric_id'),
    evaluation_runs: keyedWith('evaluation_id', {
      verdicts: json('Verdict[]', '#core/evaluation/verdicts/verdict'),
    }),
    experiment_datasets: keyedBy('experiment_dataset_id'),
    experiments: keyedBy('experiment_id'),
    model_exports: keyedBy('model_export_id'),
    model_export_files: { ...keyedBy('model_export_file_id'), skipColumns: ['content'] },
    model_versions: keyedWith('model_version_id', {
      verdicts: json('Verdict[]', '#core/evaluation/verdicts/verdict'),
    }),
    models: keyedBy('model_id'),
    reruns: keyedBy('rerun_id'),
    run_events: keyedBy('run_event_id'),
    saved_presets: keyedBy('saved_preset_id'),
    setup_links: keyedBy('setup_link_id'),
    steps: keyedBy('step_id'),
    test_looks: keyedBy('test_look_id'),
    trades: keyedBy('trade_id'),
    trading_operations: keyedBy('operation_id'),
    training_runs: keyedBy('run_id'),
    workers: keyedWith('worker_id', {
      fingerprints: json('EngineFingerprint[]', '#core/ports/compute_engine'),
    }),
    dataset_columns: { ...keyedBy('dataset_id'), skipColumns: ['content'] },
    checkpoint_contents: { ...keyedBy('checkpoint_id'), skipColumns: ['content'] },
    model_contents: { ...keyedBy('model_id'), skipColumns: ['content'] },
  },
} satisfies SchemaRules
