import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { StudyBudget, StudyPlan } from '#core/tuning/study_plan'
import AuditService, { type Actor } from '#services/audit_service'
import { announceStudy, boundColumns } from '#services/tuning/study_rows'

/** A study before it is stored: all that can be refused has been. */
export interface PreparedStudy {
  readonly plan: StudyPlan
  readonly budget: StudyBudget
  readonly datasetIds: readonly number[]
  readonly name: string
  readonly notes: string
  /** The walk-forward fold that it tunes. */
  readonly fold?: { readonly evaluationId: number; readonly number: number }
}

/** Stores a study with its first event and its line of the audit log. */
export async function insertStudy(
  trx: TransactionClientContract,
  { plan, budget, datasetIds, name, notes, fold }: PreparedStudy,
  actor: Actor
): Promise<number> {
  const [{ study_id: studyId }] = (await trx
    .table('studies')
    .returning('study_id')
    .insert({
      name,
      notes,
      plan: JSON.stringify(plan),
      user_id: actor.userId,
      warm_start_id: plan.warmStart?.studyId ?? null,
      evaluation_id: fold?.evaluationId ?? null,
      fold: fold?.number ?? null,
      event_count: 1,
      ...boundColumns(budget),
    })) as { study_id: number }[]
  await trx.table('study_datasets').multiInsert(
    datasetIds.map((datasetId, position) => ({
      study_id: studyId,
      dataset_id: datasetId,
      position,
    }))
  )
  await trx.table('study_events').insert({
    study_id: studyId,
    number: 1,
    kind: 'bounded',
    detail: JSON.stringify({ trials: budget.trials, episodes: budget.episodes }),
  })
  await new AuditService().record(trx, actor, {
    act: 'study.launch',
    objectType: 'study',
    objectId: studyId,
    details: { ...budget, scheduler: plan.scheduler, sampler: plan.sampler },
  })
  await announceStudy(trx, studyId, 'running')
  return studyId
}
