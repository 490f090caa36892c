import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { Queue } from '#services/queue'
import { tokenOf } from '#tests/functional/api/program'
import { here } from '#tests/functional/commands/here'
import { ACTOR, sampleDataset } from '../training/fixture.js'
import { failed, launched, runsOf, storedStudy, trialsOf, tuning } from './fixture.js'

const GAMMA = 'agent.gamma'

/** What is wrong, as a program and as a command ask for it, and what both are told. */
const REFUSED: readonly {
  readonly what: string
  readonly body: object
  readonly flags: readonly string[]
  readonly says: RegExp
  /** Where a request is off its schema, which says so: 422. What only our rules refuse is 409. */
  readonly offSchema?: RegExp
}[] = [
  {
    ...spaceOf('an empty space', {}, /It is empty: give at least one parameter\./),
    offSchema: /space has 0 entries, but must have at least 1/,
  },
  spaceOf(
    'a low above a high',
    { [GAMMA]: { low: 0.99, high: 0.9 } },
    /agent\.gamma\.low is 0\.99, but must be under agent\.gamma\.high, which is 0\.9\./
  ),
  spaceOf(
    'a log scale through zero',
    { 'agent.epsilonEnd': { low: 0, high: 0.5, log: true } },
    /agent\.epsilonEnd\.low is 0, but must be over 0 on a logarithmic scale\./
  ),
  {
    ...spaceOf(
      'a parameter that does not exist',
      { 'agent.gama': {} },
      /There is no parameter agent\.gama\. Did you mean agent\.gamma\?/
    ),
    offSchema: /space\.agent\.gama is not known/,
  },
  {
    what: 'a reduction factor of 1',
    body: { reduction_factor: 1 },
    flags: ['--reduction-factor=1'],
    says: /The reduction factor is 1, but must be an integer of at least 2\./,
    offSchema: /reduction_factor is 1, but must be an integer from 2/,
  },
  {
    what: 'more grace than budget',
    body: { grace_period: 9, max_resource: 4 },
    flags: ['--grace-period=9', '--max-resource=4'],
    says: /The grace period is 9 episodes, but must be an integer from 1 to the largest resource, 4\./,
  },
  {
    what: 'an objective that there is not',
    body: { objectives: [{ metric: 'luck', direction: 'maximize' }] },
    flags: ['--objective=luck'],
    says: /"luck", but must be one of sharpe/,
    offSchema: /"luck", but must be one of sharpe/,
  },
  {
    what: 'the deepest drawdown as an aim',
    body: { objectives: [{ metric: 'max_drawdown', direction: 'minimize' }] },
    flags: ['--objective=-max_drawdown'],
    says: /max_drawdown is to be minimized, but must be maximized: its range is from -1 to 0 \(no drawdown\), and larger is better\./,
  },
  spaceOf(
    'what has no effect',
    { 'agent.tau': {} },
    /agent\.tau would have no effect: agent\.targetUpdate is hard in the base\. Let agent\.targetUpdate be soft in the base, or search it too/
  ),
  {
    what: 'the reward as objective while it is searched',
    body: {
      space: { 'environment.reward': {} },
      objectives: [{ metric: 'sharpe' }, { metric: 'total_reward' }],
    },
    flags: ['--space={"environment.reward":{}}', '--objective=sharpe,total_reward'],
    says: /total_reward is an objective while environment\.reward is searched: trials would be ranked by rewards of different definitions\./,
  },
  {
    what: 'no trials',
    body: { trials: 0 },
    flags: ['--trials=0'],
    says: /trials is 0, but must be an integer from 1/,
    offSchema: /trials is 0, but must be/,
  },
]

function spaceOf(what: string, space: object, says: RegExp) {
  return { what, body: { space }, flags: [`--space=${JSON.stringify(space)}`], says }
}

test.group('Bad input of a study', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  for (const { what, body, flags, says, offSchema } of REFUSED) {
    test(`${what} is refused with value and bound, ${offSchema ? 422 : 409} and exit code 2`, async ({
      client,
      assert,
    }) => {
      const datasetId = await sampleDataset()
      const token = await tokenOf('researcher')
      const asked = { datasets: [datasetId], preset: 'quick', ...body }
      const api = await client.post('/api/v1/optimization/runs/').bearerToken(token).json(asked)
      assert.equal(api.status(), offSchema ? 422 : 409, api.text())
      assert.match(String(api.body().title), offSchema ?? says)
      const { code, stderr } = await here('tune', [`--dataset=${datasetId}`, ...flags, '--json'])
      assert.equal(code, 2, stderr)
      assert.match(stderr, says)
      assert.isNull(await db.from('studies').first())
    })
  }
})

/** A study whose trials nobody trains: their runs end as the test says. */
test.group('A study that goes wrong', (group) => {
  group.setup(async () => testUtils.db().truncate())

  const eventCount = async (studyId: number) => (await storedStudy(studyId)).event_count

  test('pauses when its first ten trials failed, says why, and is resumed', async ({ assert }) => {
    const service = await tuning()
    const studyId = await launched({ concurrency: 10, budget: { trials: 12 } })
    await service.advance(studyId)
    const runs = await runsOf(studyId)
    assert.lengthOf(runs, 10)
    await failed(
      runs.map(({ run_id: id }) => id),
      'E_LOSS_NOT_FINITE'
    )
    await service.advance(studyId)
    const paused = await storedStudy(studyId)
    assert.deepEqual([paused.status, paused.error_code], ['paused', 'E_TRIALS_FAILED'])
    assert.match(
      paused.error_message ?? '',
      /All of the first 10 trials failed; trial 0 said: Seed 1: It broke\./
    )
    assert.lengthOf(await runsOf(studyId), 10)
    await service.resume(studyId, ACTOR)
    await service.advance(studyId)
    assert.lengthOf(await runsOf(studyId), 12)
  })

  test('pauses too when failures jump over ten', async ({ assert }) => {
    const service = await tuning()
    const studyId = await launched({ concurrency: 8, budget: { trials: 30 } })
    const settle = async (count: number) => {
      const waiting = (await runsOf(studyId)).filter(({ status }) => status === 'queued')
      const ids = waiting.slice(0, count).map(({ run_id: id }) => id)
      await failed(ids, 'E_LOSS_NOT_FINITE')
      await service.advance(studyId)
    }
    await service.advance(studyId)
    await settle(8)
    assert.equal((await storedStudy(studyId)).status, 'running')
    await settle(4) // from 8 to 12
    const paused = await storedStudy(studyId)
    assert.deepEqual([paused.status, paused.error_code], ['paused', 'E_TRIALS_FAILED'])
    assert.match(paused.error_message ?? '', /All of the first 12 trials failed; trial 8 said:/)
  })

  test('fails when every trial failed, and goes on with more', async ({ assert }) => {
    const service = await tuning()
    const studyId = await launched({ concurrency: 2, budget: { trials: 2 } })
    await service.advance(studyId)
    await failed(
      (await runsOf(studyId)).map(({ run_id: id }) => id),
      'E_LOSS_NOT_FINITE'
    )
    await service.advance(studyId)
    const ended = await storedStudy(studyId)
    assert.deepEqual([ended.status, ended.error_code], ['failed', 'E_TRIALS_FAILED'])
    await service.extend(studyId, { trials: 3 }, ACTOR)
    await service.advance(studyId)
    assert.lengthOf(await runsOf(studyId), 3)
  })

  test('pauses when a run met a full disk, and goes on from where it was', async ({ assert }) => {
    const service = await tuning()
    const studyId = await launched({ concurrency: 2, budget: { trials: 6 } })
    await service.advance(studyId)
    const before = await trialsOf(studyId)
    const events = await eventCount(studyId)
    const [first] = await runsOf(studyId)
    await failed([first.run_id], 'E_DISK_FULL')
    await service.advance(studyId)
    const paused = await storedStudy(studyId)
    assert.deepEqual([paused.status, paused.error_code], ['paused', 'E_DISK_FULL'])
    assert.match(paused.error_remedy ?? '', /^Free space, then resume the study/)
    await service.resume(studyId, ACTOR)
    await service.advance(studyId)
    assert.equal((await storedStudy(studyId)).status, 'running')
    // the same trials with the same values, whose runs are queued again; nothing counts as failed
    assert.deepEqual(
      (await trialsOf(studyId)).map(({ number, values, status }) => ({ number, values, status })),
      before.map(({ number, values }) => ({ number, values, status: 'running' }))
    )
    assert.equal(await eventCount(studyId), events)
    assert.deepEqual(
      (await runsOf(studyId)).map(({ status }) => status),
      ['queued', 'queued']
    )
  })

  test('a look between the parts of a resume does not pause it for the full disk again', async ({
    assert,
    cleanup,
  }) => {
    const service = await tuning()
    const studyId = await launched({ concurrency: 3, budget: { trials: 6 } })
    await service.advance(studyId)
    const runs = (await runsOf(studyId)).map(({ run_id: id }) => id)
    await failed(runs, 'E_DISK_FULL')
    await service.advance(studyId)
    assert.equal((await storedStudy(studyId)).status, 'paused')
    const queue = await app.container.make(Queue)
    const send = queue.send.bind(queue)
    cleanup(() => void Reflect.deleteProperty(queue, 'send'))
    const looks: Promise<void>[] = []
    // whoever is told of the resumed study or of a run looks at once
    queue.send = async (...sent) => {
      await send(...sent)
      looks.push(service.advance(studyId))
    }
    await service.resume(studyId, ACTOR)
    assert.isAbove(looks.length, 3)
    await Promise.all(looks)
    assert.equal((await storedStudy(studyId)).status, 'running')
  })

  test('that is stopped counts what a full disk stopped as failed', async ({ assert }) => {
    const service = await tuning()
    const studyId = await launched({ concurrency: 2, budget: { trials: 6 } })
    await service.advance(studyId)
    await failed(
      (await runsOf(studyId)).map(({ run_id: id }) => id),
      'E_DISK_FULL'
    )
    await service.advance(studyId)
    await service.stop(studyId, ACTOR)
    await service.advance(studyId)
    const trials = await trialsOf(studyId)
    assert.deepEqual(
      trials.map(({ status }) => status),
      ['failed', 'failed']
    )
    assert.equal((await storedStudy(studyId)).status, 'stopped')
  })

  test('is as it was when the disk is full while it is decided about, and none is launched', async ({
    client,
    assert,
    cleanup,
  }) => {
    const service = await tuning()
    const studyId = await launched({ concurrency: 2, budget: { trials: 6 } })
    const token = await tokenOf('researcher')
    const events = await eventCount(studyId)
    await db.rawQuery(`create function refuse_events() returns trigger language plpgsql as $$
      begin
        raise exception 'could not extend file: No space left on device' using errcode = '53100';
      end $$`)
    await db.rawQuery(`create trigger full_disk before insert on study_events
      for each row execute function refuse_events()`)
    const makeRoom = async () => {
      await db.rawQuery('drop function if exists refuse_events() cascade')
    }
    cleanup(makeRoom)
    await assert.rejects(() => service.advance(studyId), /No space left on device/)
    const asked = { datasets: [await sampleDataset()], preset: 'quick' }
    const refused = await client.post('/api/v1/optimization/runs/').bearerToken(token).json(asked)
    assert.equal(refused.status(), 503, refused.text())
    assert.equal(refused.body().title, 'The disk of the database is full: nothing was changed.')
    const { status, trial_count: trials } = await storedStudy(studyId)
    assert.deepEqual([status, trials, await eventCount(studyId)], ['running', 0, events])
    assert.lengthOf(await runsOf(studyId), 0)
    await makeRoom()
    await service.advance(studyId)
    assert.lengthOf(await runsOf(studyId), 2)
  })
})
