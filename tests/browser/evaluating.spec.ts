import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import TrainingService from '#services/training_service'
import { ACTOR, sampleDataset, SMALL, storedRun, until } from '#tests/functional/training/fixture'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'

const SETTLED = ['completed', 'failed', 'cancelled']
const PATIENCE = { timeout: 90_000 }

/** Fewer draws, so that it takes no time. */
async function fillFew(page: Page): Promise<void> {
  for (const [field, value] of [
    ['bootstrap', '200'],
    ['randomDraws', '20'],
    ['startShifts', '2'],
  ] as const) {
    await page.fill(`#${field}`, value)
  }
}

test.group('Evaluating from the form to the tear sheet', (group) => {
  let browser: Browser
  let served: Served
  let experimentId: number

  group.setup(async () => {
    await emptyTables()
    served = await serve()
    browser = await openBrowser()
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'researcher' })
    const training = await app.container.make(TrainingService)
    const datasets = [await sampleDataset()]
    const { experiment, runIds } = await training.launch(
      { datasets, preset: 'quick', set: SMALL, seeds: [1, 2] },
      ACTOR
    )
    experimentId = Number(experiment.experimentId)
    for (const runId of runIds) {
      await until(async () => (SETTLED.includes((await storedRun(runId)).status) ? true : null))
    }
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('a look at the sealed test range ends in a tear sheet that names it', async ({ assert }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    await page.goto(`/experiments/${experimentId}`)
    await page.getByRole('link', { name: 'Evaluate', exact: true }).click()
    assert.include(await page.locator('#look').innerText(), 'This will be look 1.')
    await page.getByText('Sealed test').click()
    await page.fill('#reason', 'the only look')
    await fillFew(page)
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.locator('#equity canvas').first().waitFor(PATIENCE)
    assert.include(await page.locator('.headline').innerText(), 'buy and hold')
    assert.include(await page.locator('.verdicts').innerText(), 'First look at this test range.')
    const looks = await page.locator('#looks').innerText()
    assert.include(looks, 'the only look')
    assert.include(looks, 'ada@example.com')
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(120_000)

  test('a walk-forward evaluation shows its folds while they train, and then their figures', async ({
    assert,
  }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    await page.goto(`/evaluations/new?experiment=${experimentId}&range=walk_forward`)
    await page.fill('#folds', '2')
    await fillFew(page)
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.waitForURL(/\/evaluations\/\d+$/)
    await page.locator('#folds canvas').waitFor(PATIENCE)
    const folds = page.locator('section[aria-labelledby=folds-title] tbody tr')
    assert.equal(await folds.count(), 2)
    assert.include(await page.locator('.head-meta').innerText(), 'Walk-forward')
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(120_000)
})
