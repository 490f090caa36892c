import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { plantEvaluations, type Evaluated } from '#tests/browser/planted_pages'
import { serve, type Served } from '#tests/browser/served'

/** What stands at the first point in sight of a figure, as it is spoken. */
async function firstInSight(page: Page, figure: string): Promise<string> {
  await page.locator(`#${figure} canvas`).first().focus()
  await page.keyboard.press('Home')
  const said = page.locator(`#${figure} [data-announce]:not(:empty)`)
  await said.waitFor({ state: 'attached' })
  return said.innerText()
}

test.group('The address of a page with figures', (group) => {
  let browser: Browser
  let served: Served
  let planted: PlantedRun
  let evaluated: Evaluated

  group.setup(async () => {
    await emptyTables()
    planted = await plantRun()
    evaluated = await plantEvaluations(planted)
    await User.create({ email: 'zoe@example.com', password: PASSWORD, role: 'viewer' })
    served = await serve()
    browser = await openBrowser()
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('holds the zoomed range and the chosen point of each, and shows them again', async ({
    assert,
  }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'zoe@example.com')
    for (const [path, figure, zoom, at] of [
      [`/runs/${planted.runId}`, 'learning', 'zoom.learning', 'at.learning'],
      [`/evaluations/${evaluated.test}`, 'equity', 'zoom.equity', 'at.equity'],
      [`/compare?ids=${evaluated.test},${evaluated.folds}`, 'growth', 'zoom.growth', 'at.growth'],
      [`/datasets/${planted.datasetId}/chart`, 'bars', 'from', 'bar'],
    ] as const) {
      await page.goto(path)
      const whole = await firstInSight(page, figure)
      await page.keyboard.press('Shift+ArrowRight')
      await page.keyboard.press('Enter')
      for (let k = 0; k < 4; k++) await page.keyboard.press('+')
      await page.waitForURL((url) => url.searchParams.has(zoom) && url.searchParams.has(at))
      const zoomed = await firstInSight(page, figure)
      assert.notEqual(zoomed, whole, path)
      await page.goto(page.url())
      assert.equal(await firstInSight(page, figure), zoomed, path)
      const chosen = page.locator(`#${figure} [data-at]`)
      await page.locator('h1').click()
      assert.notEqual(await chosen.innerText(), '', path)
      await page.locator(`#${figure} canvas`).first().focus()
      await page.keyboard.press('0')
      await page.waitForURL((url) => !url.searchParams.has(zoom))
    }
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(60_000)

  test('goes along when a dataset is shown at other prices, and to the next episode', async ({
    assert,
  }) => {
    const { context, page } = await visit(browser, served.url)
    await signIn(page, 'zoe@example.com')
    const view = { from: '140', to: '180', bar: '150' }
    await page.goto(`/datasets/${planted.datasetId}/chart?${new URLSearchParams(view).toString()}`)
    await page.getByRole('link', { name: 'split' }).click()
    await page.waitForURL(/adjustment=split/)
    await page.getByLabel('RSI').check()
    await page.waitForURL(/indicators/)
    const kept = new URL(page.url()).searchParams
    assert.deepEqual(
      Object.fromEntries(Object.keys(view).map((name) => [name, kept.get(name)])),
      view
    )
    await page.goto(`/episodes/${planted.bestEpisodeId}`)
    await page.locator('#price [data-value=bars]:not(:empty)').waitFor()
    await page.locator('#price canvas').first().focus()
    await page.keyboard.press('+')
    await page.waitForURL(/from=\d+&to=\d+/)
    const { from, to } = Object.fromEntries(new URL(page.url()).searchParams)
    await page.getByRole('link', { name: 'Next', exact: true }).first().click()
    await page.waitForURL((url) => !url.pathname.endsWith(`/${planted.bestEpisodeId}`))
    assert.include(page.url(), `from=${from}&to=${to}`)
    await context.close()
  }).timeout(30_000)
})
