import db from '@adonisjs/lucid/services/db'
import User, { type Role } from '#models/user'
import { addWebhook } from '#services/notifications/webhooks'
import { plantEvaluation, plantPreset, plantWorker } from '#tests/functional/api/planted_records'
import { plantJudgement, plantSeeds } from '#tests/functional/models/planted_model'
import { plantVersions } from '#tests/functional/models/planted_versions'
import { plantRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

export const PASSWORD = 'correct horse battery'
export const SYSTEM = { userId: null, person: 'setup', route: 'system', address: null } as const

export type ChangingWorld = Awaited<ReturnType<typeof plantChangingWorld>>

const person = (role: Role) =>
  User.create({ email: `${role}@example.com`, password: PASSWORD, role })

async function newest(table: string, column: string, where: object = {}): Promise<number> {
  const query = db.from(table).where(where).orderBy(column, 'desc')
  const found = (await query.firstOrFail()) as Record<string, number>
  return found[column]!
}

async function plantHook(): Promise<number> {
  const url = 'http://127.0.0.1:9/'
  await addWebhook({ name: 'hook', url, format: 'generic', events: ['run.failed'] }, SYSTEM)
  return newest('webhooks', 'webhook_id')
}

/** One of everything that a request can change. */
export async function plantChangingWorld() {
  const [admin, viewer] = [await person('admin'), await person('viewer')]
  const planted = await plantRun({ episodes: 20 })
  const { datasetId } = planted
  const studyId = await plantStudy(datasetId)
  await plantWorker()
  await plantVersions(datasetId)
  const candidate = await plantSeeds({ datasetId })
  await plantJudgement(candidate)
  const token = await User.accessTokens.create(viewer, ['read'])
  return {
    ...{ admin, viewer, ...planted, studyId, candidateId: candidate.experimentId },
    seedRunId: candidate.runIds[0]!,
    tokenId: Number(token.identifier),
    evaluationId: await plantEvaluation(planted),
    presetId: await plantPreset(),
    webhookId: await plantHook(),
    workerId: await newest('workers', 'worker_id'),
    promotedId: await newest('model_versions', 'experiment_id'),
  }
}
