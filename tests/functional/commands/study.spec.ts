import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { launched, storedStudy, tuning } from '#tests/functional/tuning/fixture'
import { here } from './here.js'

const REFUSED: readonly [what: string, line: readonly string[], code: number, says: RegExp][] = [
  ['no id', ['study:pause', 'three'], 2, /study is "three", but must be an id/],
  ['a study that there is not', ['study:stop', '999999'], 2, /no study 999999/],
  ['nothing to extend by', ['study:extend', 'STUDY'], 2, /Nothing is given/],
  ['a bound twice', ['study:extend', 'STUDY', '--trials=8', '--trials=9'], 2, /given 2 times/],
  ['trials under those there are', ['study:extend', 'STUDY', '--trials=0'], 2, /trials is 0/],
  ['a study that runs', ['study:resume', 'STUDY'], 1, /is running and cannot be resumed/],
]

test.group('study:pause, study:resume, study:stop and study:extend', (group) => {
  let studyId: number

  group.setup(async () => {
    const empty = await testUtils.db().truncate()
    // nobody works on it but the test
    studyId = await launched({ concurrency: 2 })
    await (await tuning()).advance(studyId)
    return empty
  })

  for (const [what, [name = '', ...args], code, says] of REFUSED) {
    test(`${what}: ${name} exits with ${code} and changes nothing`, async ({ assert }) => {
      const before = await storedStudy(studyId)
      const given = args.map((each) => (each === 'STUDY' ? String(studyId) : each))
      const said = await here(name, [...given, '--json'])
      assert.equal(said.code, code, said.stderr)
      assert.match(said.stderr, says)
      assert.deepEqual(await storedStudy(studyId), before)
    })
  }

  test('steer a study as its page does, say how it stands, and are in the audit log', async ({
    assert,
  }) => {
    const said = async (name: string, ...args: readonly string[]) => {
      const { code, stdout, stderr } = await here(name, [String(studyId), ...args, '--json'])
      assert.equal(code, 0, stderr)
      return JSON.parse(stdout) as { status: string; trials: number; trials_running: number }
    }
    const { status, trials, trials_running: running } = await said('study:pause')
    assert.deepEqual([status, trials, running], ['paused', 2, 2])
    assert.equal((await said('study:resume')).status, 'running')
    assert.equal((await said('study:stop')).status, 'stopped')
    const points = '[{"agent.learningRate": 0.002, "features.window": 6}]'
    const bounds = ['--trials=9', '--max-episodes=none', '--max-seconds=3600']
    assert.equal((await said('study:extend', ...bounds, `--enqueue=${points}`)).status, 'running')
    const study = await storedStudy(studyId)
    assert.deepEqual(
      [study.trials_bound, study.episodes_bound, study.seconds_bound],
      [9, null, 3600]
    )
    const acts = await db
      .from('audit_events')
      .where({ object_type: 'study', route: 'command' })
      .orderBy('audit_event_id')
      .select('act')
    assert.deepEqual(
      acts.map(({ act }: { act: string }) => act),
      ['study.paused', 'study.resumed', 'study.stopped', 'study.extended']
    )
    const enqueued = await db.from('study_events').where({ study_id: studyId, kind: 'enqueued' })
    assert.lengthOf(enqueued, 1)
  })
})
