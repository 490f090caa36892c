import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { announce } from '#live/announce'
import { rerunTopic, runTopic } from '#live/topics'
import { insert } from '#tests/functional/pages/planted_dataset'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { emptyTables } from '#tests/browser/empty_tables'
import type { Visit } from '#tests/browser/open_browser'
import { signedIn } from '#tests/browser/signed_in'

/** A page that is loaded anew forgets this. */
const mark = (page: Page) => page.evaluate('window.marked = true')
const isMarked = (page: Page) => page.evaluate<boolean>('window.marked === true')

async function firstInSight(page: Page): Promise<string> {
  await page.locator('#learning canvas').first().focus()
  await page.keyboard.press('Home')
  return page.locator('#learning [data-announce]').innerText()
}

test.group('A page that shows what has changed', (group) => {
  let planted: PlantedRun
  let visited: Visit

  group.setup(async () => {
    await emptyTables()
    planted = await plantRun({ status: 'running', done: 40 })
    const opened = await signedIn('fay@example.com', 'researcher')
    ;({ visited } = opened)
    return opened.close
  })

  test('a new best validation comes into the learning curve as one has zoomed it', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    const run = () => db.from('training_runs').where('run_id', planted.runId)
    const { benchmark } = (await run().firstOrFail()) as { benchmark: object }
    await run().update({ benchmark: null })
    await page.goto(`/runs/${planted.runId}`)
    await mark(page)
    const figure = await page.locator('#learning').elementHandle()
    await firstInSight(page)
    for (const key of ['End', '+', '+']) await page.keyboard.press(key)
    const zoomed = await firstInSight(page)
    const latest = await page.locator('#equity').elementHandle()
    const known = page.locator('#learning .legend', { hasText: 'Buy and hold' })
    assert.equal(await known.count(), 0)
    const other = await db
      .from('episodes')
      .where({ run_id: planted.runId, kind: 'validation' })
      .whereNot('episode_id', planted.bestEpisodeId)
      .firstOrFail()
    await run().update({
      benchmark: JSON.stringify(benchmark),
      best_episode_id: (other as { episode_id: number }).episode_id,
      heartbeat_at: new Date(),
    })
    await announce(db.connection(), { topic: runTopic(planted.runId), kind: 'status' })
    await known.waitFor()
    assert.isTrue(await figure!.evaluate((element) => element.isConnected))
    assert.isTrue(await latest!.evaluate((element) => element.isConnected))
    assert.equal(await firstInSight(page), zoomed)
    assert.isTrue(await isMarked(page))
    assert.deepEqual(complaints, [])
  })

  test('an episode that has been recorded meanwhile appears without a load of the page', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    const id = planted.trainingEpisodeId
    const rerunId = await insert(
      'reruns',
      { run_id: planted.runId, episode_id: id, episodes_total: 39, status: 'running' },
      'rerun_id'
    )
    await page.goto(`/episodes/${id}`)
    await page.getByText('Trains again').waitFor()
    await mark(page)
    // all planted episodes are of the same bars: the steps of another stand for the recorded ones
    const other = { episode_id: planted.bestEpisodeId }
    for (const table of ['steps', 'trades', 'trading_operations']) {
      await db.from(table).where(other).update({ episode_id: id })
    }
    await db.from('episodes').where('episode_id', id).update({ steps_recorded: true })
    await db.from('reruns').update({ status: 'identical' })
    await announce(db.connection(), { topic: rerunTopic(rerunId), kind: 'status' })
    await page.locator('#price [data-value=bars]:not(:empty)').waitFor()
    await page.locator('tr[data-trade="1"]').click()
    await page.locator('tr[data-trade="1"].selected').waitFor()
    assert.isTrue(await isMarked(page))
    assert.deepEqual(complaints, [])
  })
})
