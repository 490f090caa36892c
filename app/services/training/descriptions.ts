import db from '@adonisjs/lucid/services/db'
import AuditService, { type Actor } from '#services/audit_service'
import { missing } from '#services/pages/missing'

/** What people say of an experiment; nothing of it changes what was trained. */
export interface Description {
  readonly name: string
  readonly tags: readonly string[]
  readonly notes: string
}

/** @throws E_RECORD_NOT_FOUND */
export async function describeExperiment(
  experimentId: number,
  after: Description,
  actor: Actor
): Promise<void> {
  await db.transaction(async (trx) => {
    const own = trx.from('experiments').where('experiment_id', experimentId)
    const before = (await own
      .clone()
      .forUpdate()
      .select('name', 'tags', 'notes')
      .first()) as Description | null
    if (before === null) throw await missing('experiment', experimentId)
    await own.update({ ...after, tags: [...after.tags] })
    const of = { objectType: 'experiment', objectId: experimentId }
    const done = { act: 'experiment.describe', ...of, details: { before, after } }
    await new AuditService().record(trx, actor, done)
  })
}

/** @throws E_RECORD_NOT_FOUND */
export async function noteRun(runId: number, notes: string, actor: Actor): Promise<void> {
  await db.transaction(async (trx) => {
    const own = trx.from('training_runs').where('run_id', runId)
    const before = (await own.clone().forUpdate().select('notes').first()) as {
      notes: string
    } | null
    if (before === null) throw await missing('run', runId)
    await own.update({ notes })
    const of = { objectType: 'run', objectId: runId }
    const done = { act: 'run.note', ...of, details: { before, after: { notes } } }
    await new AuditService().record(trx, actor, done)
  })
}
