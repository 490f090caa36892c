import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { inviteUser, makeResetLink } from '#services/people/access_links'
import { createSetupLink } from '#services/people/setup'
import { Queue } from '#services/queue'
import { actsOf, put, run, type Making } from './changing_acts.js'
import { PASSWORD, SYSTEM } from './changing_world.js'

const NEXT = 'another good password'
const SPACE = { 'agent.learningRate': { low: 0.0001, high: 0.01, log: true } }
const CSV = [
  'date,open,high,low,close,volume',
  '2024-01-01,10,12,9,11,100',
  '2024-01-02,11,13,10,12,100',
  '2024-01-03,12,14,11,13,100',
].join('\n')

/** Pages, by the name of their route. */
export const OF_PAGES: Readonly<Record<string, Making>> = {
  'setup.store': async () => {
    await db.from('users').delete()
    const token = (await createSetupLink())!.split('=')[1]
    const send = { token, email: 'ada@example.com', password: PASSWORD }
    return { send, act: 'user.create', by: 'ada@example.com' }
  },
  'sessions.store': ({ viewer: { email } }) => ({
    ...{ send: { email, password: PASSWORD }, act: 'session.begin', by: email },
  }),
  'sessions.destroy': () => ({ act: 'session.end' }),
  'account.password': () => ({
    ...{ send: { current_password: PASSWORD, password: NEXT }, act: 'user.password' },
  }),
  'account.sessions.end': async ({ admin: { id } }) => {
    const known = { userId: id, since: '2026-01-01', address: '::1', agent: 'x', remembered: null }
    const data = JSON.stringify({ message: { signed_in: known } })
    const expires = new Date(Date.now() + 60_000)
    await db.table('sessions').insert({ id: 'abcd-1234', data, user_id: id, expires_at: expires })
    return { at: { key: 'abcd1234' }, act: 'session.end' }
  },
  'links.store': async ({ viewer: { id, email } }) => ({
    at: { token: (await makeResetLink(id, SYSTEM)).path.split('/')[2]! },
    ...{ send: { password: NEXT }, act: 'user.password', by: email },
  }),
  'users.invite': () => ({
    ...{ send: { email: 'grace@example.com', role: 'viewer' }, act: 'user.invitation' },
  }),
  'users.invitations.revoke': async () => {
    await inviteUser('grace@example.com', 'viewer', SYSTEM, await app.container.make(Queue))
    const { access_link_id: id } = (await db.from('access_links').firstOrFail()) as {
      access_link_id: number
    }
    return { at: { id }, act: 'invitation.revoke' }
  },
  'users.role': ({ viewer: { id } }) => ({
    ...{ at: { id }, send: { role: 'trader' }, act: 'user.role', changes: true },
  }),
  'users.disable': ({ viewer: { id } }) => ({ at: { id }, act: 'user.disable', changes: true }),
  'users.enable': async ({ viewer: { id } }) => {
    await put('users', 'id', id, { disabled_at: new Date() })
    return { at: { id }, act: 'user.enable', changes: true }
  },
  'users.reset': ({ viewer: { id } }) => ({ at: { id }, act: 'user.reset' }),
  'tokens.store': () => ({
    ...{ send: { name: 'nightly', 'abilities[]': ['read'], days: 30 }, act: 'token.create' },
  }),
  'tokens.revoke': ({ tokenId: id }) => ({ at: { id }, act: 'token.revoke' }),
  'settings.rate': () => ({
    ...{ send: { amount: 0.5, currency: 'EUR' }, act: 'settings.core_hour_rate', changes: true },
  }),
  'webhooks.store': () => ({
    send: { name: 'b', url: 'http://127.0.0.1:9/', format: 'generic', 'events[]': ['run.failed'] },
    act: 'webhook.add',
  }),
  'webhooks.destroy': ({ webhookId: id }) => ({ at: { id }, act: 'webhook.delete' }),
  'webhooks.test': ({ webhookId: id }) => ({ at: { id }, act: 'webhook.test' }),
  'datasets.store': () => ({
    ...{ send: { source: 'sample', symbol: 'SP500', interval: '1d' }, act: 'dataset.store' },
  }),
  'datasets.destroy': actsOf.deleteDataset('id'),
  'runs.store': ({ datasetId }) => ({
    ...{
      send: { 'datasets[]': [datasetId], preset: 'quick', seeds: '4' },
      act: 'experiment.launch',
    },
  }),
  'runs.cancel': actsOf.cancelRun('id'),
  'runs.resume': actsOf.resumeRun('id'),
  'runs.note': actsOf.note('id'),
  'runs.reproduce': async ({ runId: id }) => {
    await put('training_runs', 'run_id', id, { weights_sha256: 'ab'.repeat(32) })
    return { at: { id }, act: 'run.reproduce' }
  },
  'runs.destroy': ({ runId: id }) => ({
    ...{ at: { id }, send: { confirmation: `run ${id}` }, act: 'run.delete' },
  }),
  'presets.store': () => ({
    send: { preset: 'quick', seeds: '4', preset_name: 'Short', 'set[agent.nStep]': '2' },
    act: 'preset.save',
  }),
  'presets.update': ({ presetId: id }) => ({
    ...{ at: { id }, send: { preset_name: 'Calm' }, act: 'preset.change', changes: true },
  }),
  'presets.destroy': ({ presetId: id }) => ({ at: { id }, act: 'preset.delete' }),
  'episodes.replay': async ({ trainingEpisodeId: id }) => {
    await put('episodes', 'episode_id', id, { steps_recorded: false })
    return { at: { id }, act: 'episode.replay' }
  },
  'reruns.cancel': async ({ runId }) => {
    const [{ rerun_id: id }] = (await db
      .table('reruns')
      .insert({ run_id: runId, status: 'queued', episodes_total: 20 })
      .returning('rerun_id')) as { rerun_id: number }[]
    return { at: { id }, act: 'rerun.cancel' }
  },
  'experiments.describe': actsOf.describe('id', 'a'),
  'evaluations.store': ({ seedRunId }) => ({
    ...{ send: { run: seedRunId, range: 'validation' }, act: 'evaluation.validation' },
  }),
  'evaluations.cancel': actsOf.cancelEvaluation('id'),
  'evaluations.destroy': actsOf.deleteEvaluation('id'),
  'studies.store': ({ datasetId }) => ({
    send: {
      ...{ 'datasets[]': [datasetId], preset: 'quick', view: 'json', trials: '4' },
      space: JSON.stringify(SPACE),
    },
    act: 'study.launch',
  }),
  'studies.pause': actsOf.study('id', 'running', 'study.paused'),
  'studies.resume': actsOf.study('id', 'paused', 'study.resumed'),
  'studies.stop': actsOf.study('id', 'paused', 'study.stopped'),
  'studies.extend': actsOf.study('id', 'paused', 'study.extended', { trials: '40' }),
  'studies.retrain': actsOf.retrain('id', '4'),
  'studies.destroy': ({ studyId: id }) => ({
    ...{ at: { id }, send: { confirmation: `study ${id}` }, act: 'study.deleted' },
  }),
  'models.promote': actsOf.promote,
  'models.retire': actsOf.retire,
  'models.export': actsOf.exportModel,
  'chosen.store': async ({ runId }) => {
    await run(runId, 'queued')
    const at = { act: 'cancel' }
    return { at, send: { ids: `run-${runId}` }, act: 'run.cancel', changes: true }
  },
  'workers.drain': actsOf.worker('id', true),
  'workers.resume': actsOf.worker('id', false),
}

/** The API, by the name of its operation. */
export const OF_API: Readonly<Record<string, Making>> = {
  'datasets.store': () => ({ send: { source: 'sample', symbol: 'SP500' }, act: 'dataset.store' }),
  'datasets.upload': () => ({
    ...{ send: { symbol: 'TEST', calendar: 'always' }, file: CSV, act: 'dataset.store' },
  }),
  'datasets.destroy': actsOf.deleteDataset('dataset_id'),
  'experiments.describe': actsOf.describe('experiment_id', ['a']),
  'runs.note': actsOf.note('run_id'),
  'models.promote': actsOf.promote,
  'models.retire': actsOf.retire,
  'models.export': actsOf.exportModel,
  'runs.store': ({ datasetId }) => ({
    ...{ send: { datasets: [datasetId], preset: 'quick', seeds: [4] }, act: 'experiment.launch' },
  }),
  'runs.cancel': actsOf.cancelRun('run_id'),
  'runs.resume': actsOf.resumeRun('run_id'),
  'runs.destroy': actsOf.deleteRun('run_id'),
  'studies.store': ({ datasetId }) => ({
    ...{ send: { datasets: [datasetId], preset: 'quick', space: SPACE, trials: 4 } },
    act: 'study.launch',
  }),
  'studies.clone': ({ studyId }) => ({
    ...{ at: { study_id: studyId }, send: { seed: 2 }, act: 'study.launch' },
  }),
  'studies.pause': actsOf.study('study_id', 'running', 'study.paused'),
  'studies.resume': actsOf.study('study_id', 'paused', 'study.resumed'),
  'studies.stop': actsOf.study('study_id', 'paused', 'study.stopped'),
  'studies.extend': actsOf.study('study_id', 'paused', 'study.extended', { trials: 40 }),
  'studies.enqueue': actsOf.study('study_id', 'paused', 'study.enqueued', {
    points: [{ 'agent.nStep': 2 }],
  }),
  'studies.retrain': actsOf.retrain('study_id', [4]),
  'studies.destroy': actsOf.deleteStudy('study_id'),
  'presets.store': () => ({
    ...{ send: { name: 'Short', preset: 'quick', set: { 'agent.nStep': 2 } }, act: 'preset.save' },
  }),
  'presets.update': ({ presetId }) => ({
    ...{ at: { preset_id: presetId }, send: { name: 'Calm' }, act: 'preset.change', changes: true },
  }),
  'presets.destroy': ({ presetId }) => ({ at: { preset_id: presetId }, act: 'preset.delete' }),
  'evaluations.store': ({ seedRunId }) => ({
    ...{ send: { run_id: seedRunId, range: 'validation' }, act: 'evaluation.validation' },
  }),
  'evaluations.cancel': actsOf.cancelEvaluation('evaluation_id'),
  'evaluations.destroy': actsOf.deleteEvaluation('evaluation_id'),
  'workers.drain': actsOf.worker('worker_id', true),
  'workers.resume': actsOf.worker('worker_id', false),
}

/** Routes that take a form and change nothing that stays, with what they do instead. */
export const CHANGING_NOTHING: Readonly<Record<string, string>> = {
  'forgotten.store': 'queues a search; the link that it makes is audited, for whom there is',
  'datasets.preview': 'reads a file, and keeps nothing of it',
  'runs.check': 'judges a form',
  'runs.try': 'measures a form for two seconds',
  'studies.check': 'judges a form',
  'studies.try': 'measures a form for two seconds',
  'studies.space': 'renders a search space',
  'studies.base': 'renders what a study starts from',
}
