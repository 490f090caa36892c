import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The median of the seeds' best validation Sharpe ratios stands with the experiment, so that lists can
 * be in its order. The database keeps it: whoever writes, deletes or restores a run cannot forget it.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('experiments', (table) => {
      table.double('median_validation') // null: no seed has been validated
      table.check("median_validation <> 'NaN'", {}, 'experiments_median_validation_check')
    })
    this.schema.raw(`
      UPDATE experiments e SET median_validation = m.median FROM (
        SELECT experiment_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY best_validation) AS median
        FROM training_runs WHERE best_validation IS NOT NULL GROUP BY experiment_id) m
      WHERE m.experiment_id = e.experiment_id`)
    // seeds that are validated at once take turns: the second sees what the first has written
    this.schema.raw(`
      CREATE FUNCTION keep_median_validation() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        owner bigint := coalesce(new.experiment_id, old.experiment_id);
      BEGIN
        PERFORM FROM experiments WHERE experiment_id = owner FOR NO KEY UPDATE;
        UPDATE experiments SET median_validation = (
          SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY best_validation)
          FROM training_runs WHERE experiment_id = owner)
        WHERE experiment_id = owner;
        RETURN NULL;
      END $$`)
    this.schema.raw(`
      CREATE TRIGGER training_runs_validated_insert AFTER INSERT ON training_runs FOR EACH ROW
      WHEN (new.best_validation IS NOT NULL) EXECUTE FUNCTION keep_median_validation()`)
    this.schema.raw(`
      CREATE TRIGGER training_runs_validated_update AFTER UPDATE OF best_validation ON training_runs
      FOR EACH ROW WHEN (new.best_validation IS DISTINCT FROM old.best_validation)
      EXECUTE FUNCTION keep_median_validation()`)
    this.schema.raw(`
      CREATE TRIGGER training_runs_validated_delete AFTER DELETE ON training_runs FOR EACH ROW
      WHEN (old.best_validation IS NOT NULL) EXECUTE FUNCTION keep_median_validation()`)
    this.schema.raw(
      'CREATE INDEX experiments_median_validation_index ON experiments (median_validation desc nulls last, experiment_id desc)'
    )
    // pages show unknown values last in both directions
    this.schema.raw(
      'CREATE INDEX experiments_median_validation_up_index ON experiments (median_validation, experiment_id)'
    )
  }

  async down() {
    for (const event of ['insert', 'update', 'delete']) {
      this.schema.raw(`DROP TRIGGER training_runs_validated_${event} ON training_runs`)
    }
    this.schema.raw('DROP FUNCTION keep_median_validation()')
    this.schema.alterTable('experiments', (table) => table.dropColumn('median_validation'))
  }
}
