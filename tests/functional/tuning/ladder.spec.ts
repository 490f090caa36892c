import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { studyReport } from '#services/tuning/study_report'
import KeepRungsOfStudies from '../../../database/migrations/1796450000020_keep_rungs_of_studies.js'
import { launched, storedStudy, tuning } from './fixture.js'

/** Schedules of 120 episodes as they were stored before rungs were kept, and the rungs they began with. */
const EARLIER = [
  { scheduler: 'asha', eta: 3, minResource: 4, rungs: [4, 12, 36, 108] },
  { scheduler: 'median', eta: 2, minResource: 15, rungs: [15, 30, 60, 120] },
  { scheduler: 'hyperband', eta: 3, minResource: 50, rungs: [50] },
  { scheduler: 'fixed', eta: 3, minResource: 4, rungs: [120] },
] as const

test.group('The ladder of a study', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('is the one that it was stored with', async ({ assert }) => {
    const studyId = await launched()
    await db.rawQuery(`update studies set plan = jsonb_set(plan, '{rungs}', '[2, 3]')`)
    await (await tuning()).advance(studyId)
    const run = await db.from('training_runs').firstOrFail()
    assert.equal(run.pause_at, 2)
    const { rungs } = await studyReport(studyId)
    assert.deepEqual(
      rungs.map(({ resource }) => resource),
      [2, 3]
    )
  })

  for (const { rungs, ...schedule } of EARLIER) {
    const { scheduler, minResource: least, eta } = schedule
    test(`of ${scheduler} from ${least} by ${eta} stays ${rungs.join(' · ')} when it is updated`, async ({
      assert,
    }) => {
      const studyId = await launched()
      await db.rawQuery(
        `update studies set plan = (plan || ?::jsonb) - 'rungs'
           || jsonb_build_object('base', jsonb_set(plan -> 'base', '{training,episodes}', '120'))`,
        [JSON.stringify(schedule)]
      )
      await new KeepRungsOfStudies(db.connection(), 'keep_rungs_of_studies', false).execUp()
      assert.deepEqual((await storedStudy(studyId)).plan.rungs, [...rungs])
    })
  }
})
