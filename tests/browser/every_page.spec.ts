import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { axeFindings } from '#tests/browser/axe'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { pagesOf, plantEvaluations, type Evaluated } from '#tests/browser/planted_pages'
import { serve, type Served } from '#tests/browser/served'

async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  )
}

/** `npm run screenshots` keeps a picture of every page for people to look at. */
async function keepScreenshot(page: Page, folder: string, path: string): Promise<void> {
  const root = process.env['SCREENSHOTS']
  if (!root) return
  const name = path.replaceAll(/\W+/g, '-').replaceAll(/^-|-$/g, '') || 'overview'
  await page.screenshot({ path: `${root}/${folder}/${name}.png`, fullPage: true })
}

test.group('Every page', (group) => {
  let browser: Browser
  let planted: PlantedRun
  let evaluated: Evaluated
  let served: Served

  group.setup(async () => {
    await emptyTables()
    served = await serve()
    browser = await openBrowser()
    planted = await plantRun()
    evaluated = await plantEvaluations(planted)
    await User.create({ email: 'every@example.com', password: PASSWORD, role: 'admin' })
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  for (const [width, theme] of [
    [1440, 'light'],
    [1440, 'dark'],
    [1024, 'dark'],
    [390, 'light'],
    [390, 'dark'],
  ] as const) {
    test(`has nothing serious of axe, no sideways scroll, template or console error at ${width} px, ${theme}`, async ({
      assert,
    }) => {
      const { context, page, complaints } = await visit(browser, served.url, { width, theme })
      await signIn(page, 'every@example.com')
      const found: string[] = []
      for (const path of pagesOf(planted, evaluated)) {
        const response = await page.goto(path)
        await page.evaluate('document.fonts.ready.then(() => null)')
        const sideways = await sidewaysScroll(page)
        if (response?.status() !== 200) found.push(`${path} answered ${response?.status()}`)
        const source = /@!?[a-z]+\(/.exec(await page.innerText('main'))
        if (source !== null) found.push(`${path} shows its template: ${source[0]}`)
        if (sideways !== 0) found.push(`${path} scrolls sideways by ${sideways} px`)
        found.push(...(await axeFindings(page)).map((finding) => `${path}: ${finding}`))
        await keepScreenshot(page, `${width}-${theme}`, path)
        found.push(...complaints.splice(0).map((complaint) => `${path}: ${complaint}`))
      }
      await context.close()
      assert.deepEqual(found, [])
    }).timeout(300_000)
  }

  test('each page has one main heading and a title of its own', async ({ assert }) => {
    const { context, page } = await visit(browser, served.url)
    await signIn(page, 'every@example.com')
    const titles = new Set<string>()
    for (const path of pagesOf(planted, evaluated)) {
      await page.goto(path)
      assert.equal(await page.locator('h1').count(), 1, path)
      titles.add(await page.title())
    }
    assert.isAbove(titles.size, pagesOf(planted, evaluated).length - 4)
    await context.close()
  }).timeout(120_000)

  test('every chart shows the same data as a table', async ({ assert }) => {
    const { context, page } = await visit(browser, served.url)
    await signIn(page, 'every@example.com')
    const charted = [
      `/runs/${planted.runId}`,
      `/episodes/${planted.bestEpisodeId}`,
      `/evaluations/${evaluated.folds}`,
      `/compare?ids=${evaluated.test},${evaluated.folds}`,
    ]
    for (const path of charted) {
      await page.goto(path)
      const links = page.locator('[data-figure-table]')
      for (let i = 0; i < (await links.count()); i++) await links.nth(i).click()
      const empty = await page
        .locator('.figure-table:not(:has(tbody tr))')
        .evaluateAll((tables) => tables.map(({ id }) => id))
      assert.deepEqual(empty, [], path)
    }
    await context.close()
  }).timeout(120_000)
})
