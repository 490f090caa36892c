import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import User from '#models/user'
import { axeFindings } from '#tests/browser/axe'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'
import {
  plantJudgement,
  plantSeeds,
  type PlantedModel,
} from '#tests/functional/models/planted_model'

test.group('A model in a browser', (group) => {
  let browser: Browser
  let planted: PlantedModel
  let served: Served

  group.setup(async () => {
    await emptyTables()
    served = await serve()
    browser = await openBrowser()
    planted = await plantSeeds()
    await plantJudgement(planted, { cost_stress: 'fail' })
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'researcher' })
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('is promoted from its experiment with a reason, and exported from its page', async ({
    assert,
  }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    await page.goto(`/experiments/${planted.experimentId}`)
    await page.getByRole('button', { name: 'Promote…' }).click()
    const dialog = page.locator('#promote-dialog')
    assert.equal(await dialog.getByRole('listitem').count(), 9)
    assert.deepEqual(await axeFindings(page), [])
    await dialog.getByLabel('Name').fill('trend')
    await dialog.getByRole('button', { name: 'Promote model' }).click()
    await dialog.getByText('did not pass: cost stress').waitFor()
    assert.equal(await page.locator('#promote-reason').getAttribute('aria-invalid'), 'true')
    // the browser logs the refusal itself
    complaints.splice(0)
    await page.locator('#promote-reason').fill('Our costs are a third of those.')
    await dialog.getByRole('button', { name: 'Promote model' }).click()
    await page.waitForURL(/\/models\/trend\/1$/)
    await page.getByText('Model trend 1 is promoted.').waitFor()
    await page.getByLabel('Format').selectOption('tfjs')
    await page.getByRole('button', { name: 'Make export' }).click()
    await page.getByText('Outputs equal within 1e-6 on 1,000 observations').waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download weights.bin' }).click()
    assert.equal((await download).suggestedFilename(), 'weights.bin')
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(60_000)

  for (const [width, theme] of [
    [1440, 'light'],
    [1440, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const) {
    test(`has no serious finding of axe and no sideways scroll at ${width} px, ${theme}`, async ({
      assert,
    }) => {
      const { context, page } = await visit(browser, served.url, { width, theme })
      await signIn(page, 'ada@example.com')
      await page.goto('/models/trend/1')
      const summaries = page.locator('summary')
      for (let k = 0; k < (await summaries.count()); k++) await summaries.nth(k).click()
      assert.deepEqual(await axeFindings(page), [])
      const root = 'document.documentElement'
      assert.equal(await page.evaluate(`${root}.scrollWidth - ${root}.clientWidth`), 0)
      await context.close()
    })
  }
})
