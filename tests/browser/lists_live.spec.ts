import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { announce } from '#live/announce'
import { RUNS_TOPIC, runTopic } from '#live/topics'
import User from '#models/user'
import TrainingService from '#services/training_service'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit, type Visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { ACTOR, sampleDataset, SMALL } from '#tests/functional/training/fixture'

const TRAINING = { timeout: 60_000 }

/** What a page loses when it is loaded anew. */
const mark = (page: Page) => page.evaluate('globalThis.marked = true')
const isMarked = (page: Page) => page.evaluate('globalThis.marked === true')

test.group('Lists that follow what trains', (group) => {
  let browser: Browser
  let served: Served
  let visited: Visit
  let low: PlantedRun
  let high: PlantedRun

  const runs = (id: number) => db.from('training_runs').where('run_id', id)
  const tell = async (runId: number, change: object) => {
    await runs(runId).update({ heartbeat_at: new Date(), ...change })
    await announce(db.connection(), { topic: runTopic(runId), kind: 'progress' })
  }
  const idsOf = async (page: Page) =>
    page.locator('tr.group').evaluateAll((rows) => rows.map(({ id }) => id))

  group.setup(async () => {
    await emptyTables()
    await User.create({ email: 'rex@example.com', password: PASSWORD, role: 'researcher' })
    served = await serve()
    low = await plantRun({ status: 'running', episodes: 60, done: 10, symbol: 'LOW' })
    high = await plantRun({ status: 'running', episodes: 60, done: 20, symbol: 'HIGH' })
    for (const [{ runId }, best] of [
      [low, 0.1],
      [high, 0.9],
    ] as const) {
      // no worker has it, so that none takes it for lost while it is looked at
      await runs(runId).update({ best_validation: best, heartbeat_at: new Date(Date.now() + 3e6) })
    }
    browser = await openBrowser()
    visited = await visit(browser, served.url)
    await signIn(visited.page, 'rex@example.com')
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('a row follows its run, with its tick, its focus and its place, until it has ended', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    await page.goto('/runs?sort=sharpe')
    await mark(page)
    const order = [`experiment-${low.experimentId}`, `experiment-${high.experimentId}`]
    assert.deepEqual(await idsOf(page), order)
    await page.locator(`[data-group="${low.experimentId}"]`).click()
    const row = page.locator(`#run-${low.runId}`)
    const box = page.getByLabel(`Choose run ${low.runId}`)
    await box.check()
    await tell(low.runId, { episodes_done: 30, best_validation: 1.5 })
    await row.getByText('30 of 60').waitFor()
    await row.getByText('1.50').waitFor()
    assert.isTrue(await box.isChecked())
    assert.isTrue(await box.evaluate((element) => element.matches(':focus')))
    assert.equal(await row.getAttribute('class'), 'member selected')
    await page.getByText('1 chosen').waitFor()
    // it is the better one now, and stays where it was until the list is read anew
    assert.deepEqual(await idsOf(page), order)
    await tell(low.runId, { status: 'completed', episodes_done: 60, end_time: new Date() })
    await row.locator('[data-status="completed"]').waitFor()
    await page.locator(`#experiment-${low.experimentId} [data-status="completed"]`).waitFor()
    assert.isTrue(await box.isChecked())
    assert.isTrue(await isMarked(page))
    assert.deepEqual(complaints, [])
  }).timeout(60_000)

  test('what begins is announced in a line and put in its place when a person asks', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    await page.goto('/runs?sort=sharpe')
    await mark(page)
    await page.getByLabel(`Choose experiment ${high.experimentId}`).check()
    const before = await idsOf(page)
    const training = await app.container.make(TrainingService)
    const { experiment, runIds } = await training.launch(
      { datasets: [await sampleDataset()], preset: 'quick', set: SMALL, seeds: [1] },
      ACTOR
    )
    await page.getByText('1 new experiment.').waitFor()
    assert.deepEqual(await idsOf(page), before)
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    const row = page.locator(`#experiment-${experiment.experimentId}`)
    await row.waitFor()
    assert.isFalse(await page.locator('[data-news]').isVisible())
    assert.isTrue(await page.getByLabel(`Choose experiment ${high.experimentId}`).isChecked())
    await row.locator('[data-status="completed"]').waitFor(TRAINING)
    await page.locator(`[data-group="${experiment.experimentId}"]`).click()
    await page.locator(`#run-${runIds[0]} [data-status="completed"]`).waitFor()
    assert.isTrue(await isMarked(page))
    assert.deepEqual(complaints, [])
  }).timeout(120_000)

  test('a filter by status says which rows it would not choose any more', async ({ assert }) => {
    const { page } = visited
    await page.goto('/runs?status=running')
    await page.locator(`#experiment-${high.experimentId}`).waitFor()
    await tell(high.runId, { status: 'completed', end_time: new Date() })
    await page.getByText('1 is no longer running.').waitFor()
    await page.locator(`#experiment-${high.experimentId} [data-status="completed"]`).waitFor()
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByText('No run fits these filters.').waitFor()
    await runs(high.runId).update({ status: 'running', end_time: null })
    assert.equal(new URL(page.url()).search, '?status=running')
  }).timeout(60_000)

  test('a hidden page holds still and catches up when it is looked at again', async ({
    assert,
  }) => {
    const { page } = visited
    await page.goto('/runs?open=all')
    const row = page.locator(`#run-${high.runId}`)
    await tell(high.runId, { episodes_done: 41 })
    await row.getByText('41 of 60').waitFor()
    const look = (isHidden: boolean) =>
      page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, value: ${isHidden} });
        document.dispatchEvent(new Event('visibilitychange'))`)
    await look(true)
    await tell(high.runId, { episodes_done: 42 })
    await page.waitForTimeout(2500)
    assert.include(await row.innerText(), '41 of 60')
    await look(false)
    await row.getByText('42 of 60').waitFor()
  }).timeout(60_000)

  test('which groups are unfolded is in the address, and lasts through order and reload', async ({
    assert,
  }) => {
    const { page } = visited
    await page.goto('/runs')
    const row = page.locator(`#run-${high.runId}`)
    assert.isFalse(await row.isVisible())
    const toggle = page.locator(`[data-group="${high.experimentId}"]`)
    assert.equal(await toggle.getAttribute('aria-expanded'), 'false')
    await toggle.focus()
    await page.keyboard.press('Enter')
    await row.waitFor()
    assert.equal(new URL(page.url()).searchParams.get('open'), String(high.experimentId))
    await page.getByRole('link', { name: 'Name', exact: true }).click()
    await page.waitForURL(/sort=/)
    await row.waitFor()
    assert.isFalse(await page.locator(`#run-${low.runId}`).isVisible())
    await page.reload()
    await row.waitFor()
    await page.getByRole('link', { name: 'unfolded', exact: true }).click()
    await page.locator(`#run-${low.runId}`).waitFor()
  }).timeout(60_000)

  test('the front page shows what trains as it goes on, and lists what has ended', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    await page.goto('/')
    await mark(page)
    const running = page.locator(`#running #run-${high.runId}`)
    await tell(high.runId, { episodes_done: 50 })
    await running.getByText('50 of 60').waitFor()
    await runs(high.runId).update({ status: 'completed', end_time: new Date(), episodes_done: 60 })
    for (const topic of [runTopic(high.runId), RUNS_TOPIC]) {
      await announce(db.connection(), { topic, kind: 'status' })
    }
    await running.waitFor({ state: 'detached' })
    await page.locator(`#recent-${high.experimentId}`).waitFor()
    assert.isTrue(await isMarked(page))
    assert.deepEqual(complaints, [])
  }).timeout(60_000)
})
