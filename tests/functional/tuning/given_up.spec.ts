import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import User from '#models/user'
import { workingHere } from '../evaluation/fixture.js'
import { ACTOR, until } from '../training/fixture.js'
import { launched, settled, storedStudy, tuning } from './fixture.js'

/** No look at a study is tried again, so that it is given up at once and not after an hour. */
const tryAgain = (times: number) =>
  db.rawQuery("update pgboss.queue set retry_limit = ? where name = 'tune'", [times])

/** Looks at studies that were given up. */
async function lookedInVain(): Promise<number> {
  const { rows } = (await db.rawQuery(
    "select count(*)::int as n from pgboss.job where name = 'tune' and state = 'failed'"
  )) as { rows: { n: number }[] }
  return rows[0].n
}

test.group('A study whose looks were given up because the disk was full', (group) => {
  let studyId: number
  let worker: Awaited<ReturnType<typeof workingHere>> | null = null

  const makeRoom = () => db.rawQuery('drop function if exists refuse_events() cascade')

  group.each.setup(async () => {
    const empty = await testUtils.db().truncate()
    await db.rawQuery(`create function refuse_events() returns trigger language plpgsql as $$
      begin
        raise exception 'could not extend file: No space left on device' using errcode = '53100';
      end $$`)
    await db.rawQuery(`create trigger full_disk before insert on study_events
      for each row when (new.kind = 'started') execute function refuse_events()`)
    await (await tuning()).pause(await launched(), ACTOR) // the queue is there
    await tryAgain(0)
    await db.from('studies').delete()
    studyId = await launched({ budget: { trials: 2 } })
    return async () => {
      await worker?.stop()
      worker = null
      await makeRoom()
      await tryAgain(20)
      await empty()
    }
  })

  test('is taken up again by a worker that lives, without a person, once there is room', async ({
    assert,
  }) => {
    worker = await workingHere(0.2)
    // it was woken in vain, by its sweep too
    await until(async () => ((await lookedInVain()) >= 3 ? true : null))
    const { status, trial_count: trials } = await storedStudy(studyId)
    assert.deepEqual([status, trials], ['running', 0])
    await makeRoom()
    assert.equal((await settled(studyId)).status, 'completed')
  }).timeout(60_000)

  test('says so on its page with the reason, and is resumed there', async ({ client, assert }) => {
    const person = { email: 'rex@example.com', password: 'correct horse battery' }
    const user = await User.create({ ...person, role: 'researcher' })
    worker = await workingHere(3600)
    await until(async () => ((await lookedInVain()) >= 1 ? true : null))
    const page = async () => (await client.get(`/studies/${studyId}`).loginAs(user)).text()
    const html = await until(async () => {
      const text = await page()
      return text.includes('Nobody goes on with it') ? text : null
    })
    assert.match(
      html,
      /was given up [-\d: ]+ UTC: the disk of the database is full\. Nothing of it is lost/
    )
    await makeRoom()
    const form = `/studies/${studyId}/resume`
    assert.include(html, `action="${form}"`)
    await client.post(form).withCsrfToken().loginAs(user).redirects(0)
    assert.equal((await settled(studyId)).status, 'completed')
    assert.notInclude(await page(), 'Nobody goes on with it')
  }).timeout(60_000)
})
