import db from '@adonisjs/lucid/services/db'
import type { ChangingWorld } from './changing_world.js'

/** A valid request to a route that changes something. */
export interface ChangingRequest {
  /** Values of the route's parameters, by name. */
  readonly at?: Readonly<Record<string, string | number>>
  /** Fields of a form, or the JSON of the API. */
  readonly send?: object
  /** A file of it, as text. */
  readonly file?: string
  /** How the audit log names it. */
  readonly act: string
  /** It changes something that was there: before and after stand beside each other. */
  readonly changes?: true
  /** Who acts, where nobody is signed in. */
  readonly by?: string
}

export type Making = (world: ChangingWorld) => ChangingRequest | Promise<ChangingRequest>

export const put = (table: string, column: string, id: number, values: object) =>
  db.from(table).where(column, id).update(values)
export const run = (id: number, status: string) => put('training_runs', 'run_id', id, { status })
const study = (id: number, status: string) => put('studies', 'study_id', id, { status })

/** What pages and the API both ask; `at` is the parameter of the route. */
export const actsOf = {
  deleteDataset:
    (at: string): Making =>
    async ({ datasetId }) => {
      await db.from('studies').delete()
      await db.from('model_versions').delete()
      await db.from('experiments').delete()
      return { at: { [at]: datasetId }, act: 'dataset.delete' }
    },
  describe:
    (at: string, tags: unknown): Making =>
    ({ experimentId }) => ({
      ...{ at: { [at]: experimentId }, send: { name: 'Calm', tags, notes: '' } },
      ...{ act: 'experiment.describe', changes: true },
    }),
  note:
    (at: string): Making =>
    ({ runId }) => ({
      ...{ at: { [at]: runId }, send: { notes: 'Look again.' }, act: 'run.note', changes: true },
    }),
  cancelRun:
    (at: string): Making =>
    async ({ runId }) => {
      await run(runId, 'queued')
      return { at: { [at]: runId }, act: 'run.cancel', changes: true }
    },
  resumeRun:
    (at: string): Making =>
    async ({ runId }) => {
      await run(runId, 'cancelled')
      return { at: { [at]: runId }, act: 'run.resume', changes: true }
    },
  deleteRun:
    (at: string): Making =>
    ({ runId }) => ({ at: { [at]: runId }, act: 'run.delete' }),
  study:
    (at: string, from: string, act: string, send?: object): Making =>
    async ({ studyId }) => {
      await study(studyId, from)
      return { at: { [at]: studyId }, act, changes: true, ...(send ? { send } : {}) }
    },
  deleteStudy:
    (at: string): Making =>
    ({ studyId }) => ({ at: { [at]: studyId }, act: 'study.deleted' }),
  retrain:
    (at: string, seeds: unknown): Making =>
    ({ studyId }) => ({
      ...{ at: { [at]: studyId }, send: { trial: 0, seeds }, act: 'experiment.launch' },
    }),
  cancelEvaluation:
    (at: string): Making =>
    async ({ evaluationId }) => {
      await put('evaluation_runs', 'evaluation_id', evaluationId, { status: 'queued' })
      return { at: { [at]: evaluationId }, act: 'evaluation.cancel', changes: true }
    },
  deleteEvaluation:
    (at: string): Making =>
    ({ evaluationId }) => ({
      ...{ at: { [at]: evaluationId }, act: 'evaluation.delete' },
    }),
  promote: ({ candidateId }: ChangingWorld): ChangingRequest => ({
    ...{ at: { experiment_id: candidateId }, send: { name: 'calm', reason: 'It is.' } },
    ...{ act: 'model.promote', changes: true },
  }),
  retire: ({ promotedId }: ChangingWorld): ChangingRequest => ({
    ...{ at: { experiment_id: promotedId }, send: { reason: 'Another is better.' } },
    ...{ act: 'model.retire', changes: true },
  }),
  exportModel: ({ candidateId }: ChangingWorld): ChangingRequest => ({
    ...{ at: { experiment_id: candidateId }, send: { format: 'json' }, act: 'model.export' },
  }),
  worker:
    (at: string, drains: boolean): Making =>
    async ({ workerId }) => {
      const asked = drains ? null : new Date()
      const by = drains ? null : 'ann@example.com'
      await put('workers', 'worker_id', workerId, { draining_since: asked, drained_by: by })
      return { at: { [at]: workerId }, act: `worker.${drains ? 'drain' : 'resume'}`, changes: true }
    },
}
