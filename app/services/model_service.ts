import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { InvalidParameter } from '#core/errors'
import AuditService, { type Actor } from '#services/audit_service'
import { ModelNotFound, ModelStageRefuses } from '#services/models/model_errors'
import { checkedModelName, nextVersion } from '#services/models/model_names'
import { lockPromotable, versionOf, type Promotable } from '#services/models/promotable'

export interface PromoteInput {
  readonly experimentId: number
  /** Left out for a retired model, which keeps its own. */
  readonly name?: string
  /** Needed when a verdict did not pass, or there is no evaluation. */
  readonly reason?: string
}

export interface NamedModel {
  readonly experimentId: number
  readonly name: string
  readonly version: number
}

const LONGEST_REASON = 500

/** A candidate becomes a named version, and later history. */
@inject()
export default class ModelService {
  constructor(protected audit: AuditService) {}

  /**
   * Gives an experiment a name and its next version; a retired model comes back under its own.
   * @throws E_EXPERIMENT_NOT_FOUND, E_FOLD_NOT_PROMOTED, E_SEEDS_STILL_TRAIN, E_TOO_FEW_SEEDS,
   * E_MODEL_STAGE when it is promoted already, E_INVALID_PARAMETER for a name or a reason
   */
  async promote(input: PromoteInput, actor: Actor): Promise<NamedModel> {
    return db.transaction(async (trx) => {
      const promotable = await lockPromotable(trx, input.experimentId)
      const reason = checkedReason(input.reason, promotable)
      const named = await this.#named(trx, promotable, input.name)
      const { evaluationId, verdicts, version: before } = promotable
      const facts = {
        stage: 'promoted',
        reason,
        evaluation_id: evaluationId,
        verdicts: JSON.stringify(verdicts),
        user_id: actor.userId,
        promoted_at: new Date(),
        ...{ retired_at: null, retired_by: null, retire_reason: '' },
      }
      const { experimentId, name, version } = named
      const [{ model_version_id: id }] = (await trx
        .table('model_versions')
        .knexQuery.insert({ experiment_id: experimentId, name, version, ...facts })
        .onConflict('experiment_id')
        .merge(Object.keys(facts))
        .returning('model_version_id')) as { model_version_id: number }[]
      await trx.from('model_version_members').where('model_version_id', id).delete()
      const members = promotable.modelIds.map((model_id) => ({ model_version_id: id, model_id }))
      await trx.table('model_version_members').multiInsert(members)
      await this.audit.record(trx, actor, {
        act: 'model.promote',
        ...audited(named),
        details: {
          ...{ before: { stage: before?.stage ?? 'candidate' }, after: { stage: 'promoted' } },
          ...{ experimentId, evaluationId },
          seeds: members.length,
          notPassed: promotable.notPassed.map(({ name: verdict }) => verdict),
          reason,
        },
      })
      return named
    })
  }

  /**
   * Takes a promoted model out of use; its weights, exports and history stay.
   * @throws E_MODEL_NOT_FOUND, E_MODEL_STAGE
   */
  async retire(experimentId: number, reason: string, actor: Actor): Promise<NamedModel> {
    const words = reason.trim()
    if (words.length > LONGEST_REASON) throw tooLong(words)
    return db.transaction(async (trx) => {
      const row = await versionOf(trx, experimentId)
      if (row === null) throw new ModelNotFound(`promoted model of experiment ${experimentId}`)
      const named = { experimentId, name: row.name, version: row.version }
      if (row.stage !== 'promoted') {
        throw new ModelStageRefuses(
          `Model ${row.name} ${row.version}`,
          'retired',
          row.stage,
          'promoted'
        )
      }
      await trx.from('model_versions').where('model_version_id', row.model_version_id).update({
        stage: 'retired',
        retired_at: new Date(),
        retired_by: actor.userId,
        retire_reason: words,
      })
      await this.audit.record(trx, actor, {
        act: 'model.retire',
        ...audited(named),
        details: {
          ...{ before: { stage: row.stage }, after: { stage: 'retired' } },
          ...{ experimentId, reason: words },
        },
      })
      return named
    })
  }

  async #named(
    trx: TransactionClientContract,
    { experimentId, version }: Promotable,
    wanted: string | undefined
  ): Promise<NamedModel> {
    if (version === null) {
      const name = checkedModelName(wanted ?? '')
      return { experimentId, name, version: await nextVersion(trx, name) }
    }
    const { name, version: number, stage } = version
    if (stage === 'promoted') {
      throw new ModelStageRefuses(`Model ${name} ${number}`, 'promoted', stage, 'retired')
    }
    if (wanted === undefined || wanted.trim() === name) {
      return { experimentId, name, version: number }
    }
    throw new InvalidParameter(
      'name',
      `name is ${JSON.stringify(wanted)}, but experiment ${experimentId} is model ${name} ${number} and keeps its name.`,
      'Leave the name out.'
    )
  }
}

function audited({ name, version }: NamedModel) {
  return { objectType: 'model', objectId: `${name}/${version}` }
}

function checkedReason(given = '', { evaluationId, notPassed }: Promotable): string {
  const reason = given.trim()
  if (reason.length > LONGEST_REASON) throw tooLong(reason)
  if (reason !== '' || (evaluationId !== null && notPassed.length === 0)) return reason
  const why =
    evaluationId === null
      ? 'the experiment has no evaluation of all its seeds'
      : `${notPassed.length} of the verdicts of evaluation ${evaluationId} did not pass: ${notPassed.map(({ name }) => name.replaceAll('_', ' ')).join(', ')}`
  throw new InvalidParameter(
    'reason',
    `reason is empty, but ${why}.`,
    'Say in a sentence why it is promoted all the same; the audit log keeps it.'
  )
}

function tooLong(reason: string): InvalidParameter {
  const message = `reason has ${reason.length} characters, but may have ${LONGEST_REASON}.`
  return new InvalidParameter('reason', message, 'Say it in a sentence.')
}
