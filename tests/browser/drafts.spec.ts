import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'
import { plantSeeds } from '#tests/functional/models/planted_model'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

const NOTE = '[data-draft-note]:visible'

/** Everything that drafts keep in this browser, as one text. */
const kept = (page: Page) =>
  page.evaluate<string>(
    "Object.entries(localStorage).filter(([key]) => key.startsWith('draft:')).join()"
  )

/** Signs in on the page that the end of a session led to. */
async function signInAgain(page: Page, email: string): Promise<void> {
  await page.waitForURL(/\/sign-in/)
  await page.fill('#email', email)
  await page.fill('#password', PASSWORD)
  await page.click('button[type=submit]')
}

test.group('Drafts of forms', (group) => {
  let browser: Browser
  let served: Served
  let planted: PlantedRun
  let evaluable: number

  group.setup(async () => {
    await emptyTables()
    served = await serve({ WORK_QUEUES: 'false' })
    browser = await openBrowser()
    planted = await plantRun({ episodes: 20 })
    const { runIds } = await plantSeeds({ datasetId: planted.datasetId })
    evaluable = runIds[0]!
    for (const name of ['ada', 'bob']) {
      const email = `${name}@example.com`
      await User.create({ email, password: PASSWORD, role: 'admin' })
    }
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('an evaluation that is typed while the session ends is there after signing in, for its person alone, until it is sent', async ({
    assert,
  }) => {
    const { context, page } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    const path = `/evaluations/new?run=${evaluable}`
    await page.goto(path)
    await page.getByText('Sealed test').click()
    await page.fill('#reason', 'after the second look')
    await page.getByLabel('Always flat').uncheck()
    await context.clearCookies()
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await signInAgain(page, 'ada@example.com')
    await page.waitForSelector(NOTE)
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, path)
    assert.equal(await page.inputValue('#reason'), 'after the second look')
    assert.isTrue(await page.locator('[name=range][value=test]').isChecked())
    assert.isFalse(await page.getByLabel('Always flat').isChecked())
    assert.isTrue(await page.getByLabel('SMA crossover').isChecked())
    await context.clearCookies()
    await page.goto(path)
    await signInAgain(page, 'bob@example.com')
    await page.waitForURL(/evaluations\/new/)
    assert.equal(await page.inputValue('#reason'), '')
    await context.clearCookies()
    await page.goto(path)
    await signInAgain(page, 'ada@example.com')
    await page.waitForSelector(NOTE)
    await page.getByText('Validation', { exact: true }).click()
    await page.getByRole('button', { name: 'Evaluate' }).click()
    await page.waitForURL(/\/evaluations\/\d+$/)
    await page.goto(path)
    assert.equal(await page.locator(NOTE).count(), 0)
    assert.equal(await page.inputValue('#reason'), '')
    await context.close()
  }).timeout(60_000)

  test('a new dataset shows the parts of the source that was chosen, and begins anew when told to', async ({
    assert,
  }) => {
    const { context, page, complaints } = await visit(browser, served.url, {
      ...{ width: 390, theme: 'dark' },
    })
    await signIn(page, 'ada@example.com')
    await page.goto('/datasets/new')
    await page.getByText('CSV file', { exact: true }).first().click()
    await page.fill('#symbol', 'BTC-USD')
    await page.selectOption('#interval', '1h')
    await page.reload()
    await page.waitForSelector(NOTE)
    assert.isTrue(await page.locator('#time_zone').isVisible())
    assert.equal(await page.inputValue('#symbol'), 'BTC-USD')
    assert.equal(await page.inputValue('#interval'), '1h')
    await page.getByRole('button', { name: 'Start anew' }).click()
    await page.waitForSelector(NOTE, { state: 'hidden' })
    assert.equal(await page.inputValue('#symbol'), '')
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(60_000)

  test('notes that were not saved are in their dialog after a reload, saved ones are no draft', async ({
    assert,
  }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    await page.goto(`/runs/${planted.runId}`)
    await page.click('[data-dialog=note-run]')
    await page.fill('#run-notes', 'costs are too low')
    await page.reload()
    await page.click('[data-dialog=note-run]')
    await page.waitForSelector(`#note-run ${NOTE}`)
    assert.equal(await page.inputValue('#run-notes'), 'costs are too low')
    await page.getByRole('button', { name: 'Save notes' }).click()
    await page.getByText('costs are too low').first().waitFor()
    assert.notInclude(await kept(page), 'costs are too low')
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(60_000)

  test('what is secret is in no draft', async ({ assert }) => {
    const { context, page } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    for (const path of ['/account', '/tokens', '/settings', '/users']) {
      await page.goto(path)
      const fields = page.locator('input[type=password], input[type=url], input[type=text]')
      for (const field of await fields.all()) {
        if (await field.isVisible()) await field.fill('hunter2-https://hooks.example.com/s3cr3t')
      }
    }
    assert.equal(await kept(page), '')
    await context.close()
  }).timeout(60_000)
})
