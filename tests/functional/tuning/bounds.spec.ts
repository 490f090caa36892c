import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { setTimeout as sleep } from 'node:timers/promises'
import { secondsOf } from '#services/tuning/study_rows'
import { ACTOR } from '../training/fixture.js'
import { failed, launched, runsOf, storedStudy, trialsOf, tuning } from './fixture.js'

test.group('Bounds of a study', (group) => {
  group.each.setup(() => testUtils.db().truncate())

  test('episodes for not even one rung is refused, with how many it takes', async ({ assert }) => {
    const asked = { minResource: 2, seeds: [1, 2], budget: { episodes: 3 } }
    await assert.rejects(
      () => launched(asked),
      'episodes is 3, but must be at least 4: so many a trial takes to its first rung, 2 for each of 2 seeds.'
    )
    await launched({ ...asked, budget: { episodes: 4 } })
  })

  test('time counts from its first trial, and one that started none says so', async ({
    assert,
  }) => {
    const service = await tuning()
    const studyId = await launched({ budget: { seconds: 0.001 } })
    await sleep(20)
    assert.equal(secondsOf(await storedStudy(studyId)), 0)
    await service.advance(studyId)
    assert.lengthOf(await trialsOf(studyId), 1)
    const waiting = await launched({ budget: { seconds: 5 } })
    await db.from('studies').where('study_id', waiting).update({ seconds: 6 })
    await service.advance(waiting)
    const ended = await storedStudy(waiting)
    assert.deepEqual([ended.status, ended.error_code], ['failed', 'E_NOTHING_STARTED'])
  })

  test('more of one bound is refused while another is spent, by its name', async ({ assert }) => {
    const service = await tuning()
    const studyId = await launched({ budget: { trials: 2, seconds: 60 } })
    await db.from('studies').where('study_id', studyId).update({ seconds: 61, status: 'completed' })
    await assert.rejects(
      () => service.extend(studyId, { trials: 200 }, ACTOR),
      'seconds is 60, but the study has run for 61 s: it would end at once.'
    )
    const few = await launched({ minResource: 2, scheduler: 'fixed', budget: { episodes: 5 } })
    await service.advance(few)
    await failed([(await runsOf(few))[0].run_id], 'E_LOSS_NOT_FINITE')
    await service.advance(few)
    await assert.rejects(
      () => service.extend(few, { trials: 50 }, ACTOR),
      /^episodes is 5, but 4 have been spent, and no trial can be trained further within the rest\.$/
    )
    await assert.rejects(
      () => service.extend(few, { trials: 1, episodes: null }, ACTOR),
      'trials is 1, but 1 have been started, and none is left to be promoted.'
    )
    await service.extend(few, { episodes: 8 }, ACTOR)
    await service.advance(few)
    assert.lengthOf(await trialsOf(few), 2)
  })
})
