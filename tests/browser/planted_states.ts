import db from '@adonisjs/lucid/services/db'
import User from '#models/user'
import { plantPreset, plantWorker } from '#tests/functional/api/planted_records'
import { plantJudgement, plantSeeds } from '#tests/functional/models/planted_model'
import { plantDataset, walk } from '#tests/functional/pages/planted_dataset'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

/** Ids of what is not finished, or ended otherwise than well; of what can be renamed, revoked, deleted. */
export interface States {
  readonly runs: Readonly<Record<'running' | 'queued' | 'lost' | 'failed' | 'cancelled', number>>
  readonly studies: Readonly<Record<'running' | 'paused' | 'failed', number>>
  readonly evaluation: number
  /** An experiment that can be promoted. */
  readonly candidate: number
  /** A dataset that nothing uses. */
  readonly dataset: number
  readonly preset: number
  readonly token: number
  readonly webhook: number
  readonly person: number
}

/** A run cannot be lost by its row alone: its worker has been silent. */
async function plantRuns(): Promise<States['runs']> {
  const ids: Record<string, number> = {}
  for (const name of ['running', 'queued', 'lost', 'failed', 'cancelled'] as const) {
    const status = name === 'lost' ? 'running' : name
    const done = name === 'queued' ? 0 : 10
    ids[name] = (await plantRun({ status, episodes: 60, done, symbol: 'MSFT' })).runId
  }
  const change = (name: string, columns: object) =>
    db.from('training_runs').where('run_id', ids[name]!).update(columns)
  const silent = new Date(Date.now() - 3_600_000)
  await change('lost', { heartbeat_at: silent })
  // a server that works no queue leaves them as they are, however long the pages are looked at
  await change('running', { heartbeat_at: new Date(Date.now() + 3_600_000) })
  await change('queued', { start_time: null, end_time: null, heartbeat_at: null, benchmark: null })
  await change('failed', {
    ...{ error_code: 'E_LOSS_NOT_FINITE', error_message: 'The loss became NaN at episode 11.' },
    error_remedy: 'Lower the learning rate.',
  })
  return ids as States['runs']
}

async function plantStudies(datasetId: number): Promise<States['studies']> {
  const ids: Record<string, number> = {}
  for (const [k, status] of (['running', 'paused', 'failed'] as const).entries()) {
    const id = (ids[status] = await plantStudy(datasetId, {}, 9 + k))
    const error =
      status === 'failed'
        ? { error_code: 'E_ALL_TRIALS_FAILED', error_message: 'Every trial failed.' }
        : {}
    await db
      .from('studies')
      .where('study_id', id)
      .update({
        ...{ status, ended_at: status === 'failed' ? new Date() : null, trials_bound: 50 },
        ...{ running_since: status === 'running' ? new Date() : null, ...error },
      })
  }
  return ids as States['studies']
}

/** One of each state that pages and their dialogs depend on. */
export async function plantStates(planted: PlantedRun, admin: User): Promise<States> {
  const [{ webhook_id: webhook }] = (await db
    .table('webhooks')
    .returning('webhook_id')
    .insert({
      ...{ name: 'Team', url: 'https://hooks.example.com/team', format: 'generic' },
      ...{ events: ['run.failed'], secret: 'x', active: true },
    })) as { webhook_id: number }[]
  await plantWorker()
  // alive, however long the pages are looked at
  await db.from('workers').update({ heartbeat_at: new Date(Date.now() + 3_600_000) })
  const candidate = await plantSeeds({ datasetId: planted.datasetId, name: 'Candidate' })
  await plantJudgement(candidate)
  const token = await User.accessTokens.create(admin, ['read'], { name: 'nightly' })
  const [email, password] = ['grace@example.com', 'correct horse battery']
  return {
    runs: await plantRuns(),
    studies: await plantStudies(planted.datasetId),
    evaluation: (await plantEvaluation({ ...planted, range: 'validation', status: 'running' }))
      .evaluationId,
    candidate: candidate.experimentId,
    dataset: await plantDataset('SPARE', walk(40)),
    preset: await plantPreset(),
    token: Number(token.identifier),
    webhook,
    person: (await User.create({ email, password, role: 'trader' })).id,
  }
}

/** Pages of what runs, waits or ended otherwise than well, and the lists that it stands in. */
export function pagesOfStates({ runs, studies, evaluation }: States): string[] {
  return [
    ...Object.values(runs).map((id) => `/runs/${id}`),
    ...Object.values(studies).map((id) => `/studies/${id}`),
    `/evaluations/${evaluation}`,
    ...['/', '/runs', '/studies', '/evaluations', '/jobs'],
  ]
}
