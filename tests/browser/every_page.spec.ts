import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { axeFindings } from '#tests/browser/axe'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit, type Visit } from '#tests/browser/open_browser'
import { pagesOf, plantEvaluations, type Evaluated } from '#tests/browser/planted_pages'
import { openers } from '#tests/browser/openers'
import { pagesOfStates, plantStates, type States } from '#tests/browser/planted_states'
import { serve, type Served } from '#tests/browser/served'

const OPENS_WITHIN_MS = 5000
const FORMS = [
  [1440, 'light'],
  [1440, 'dark'],
  [390, 'light'],
  [390, 'dark'],
] as const

async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  )
}

/** `npm run screenshots` keeps a picture of every page for people to look at. */
async function keepScreenshot(
  page: Page,
  folder: string,
  path: string,
  fullPage = true
): Promise<void> {
  const root = process.env['SCREENSHOTS']
  if (!root) return
  const name = path.replaceAll(/\W+/g, '-').replaceAll(/^-|-$/g, '') || 'overview'
  await page.screenshot({ path: `${root}/${folder}/${name}.png`, fullPage })
}

/** What is wrong with pages, as lines. */
async function look(
  { page, complaints }: Pick<Visit, 'page' | 'complaints'>,
  folder: string,
  paths: readonly string[]
): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    const response = await page.goto(path)
    await page.evaluate('document.fonts.ready.then(() => null)')
    const sideways = await sidewaysScroll(page)
    if (response?.status() !== 200) found.push(`${path} answered ${response?.status()}`)
    const source = /@!?[a-z]+\(/.exec(await page.innerText('main'))
    if (source !== null) found.push(`${path} shows its template: ${source[0]}`)
    if (sideways !== 0) found.push(`${path} scrolls sideways by ${sideways} px`)
    found.push(...(await axeFindings(page)).map((finding) => `${path}: ${finding}`))
    await keepScreenshot(page, folder, path)
    found.push(...complaints.splice(0).map((complaint) => `${path}: ${complaint}`))
  }
  return found
}

test.group('Every page', (group) => {
  let browser: Browser
  let planted: PlantedRun
  let evaluated: Evaluated
  let states: States
  let served: Served

  group.setup(async () => {
    await emptyTables()
    // a worker would take up what is planted as lost or waiting
    served = await serve({ WORK_QUEUES: 'false' })
    browser = await openBrowser()
    planted = await plantRun()
    evaluated = await plantEvaluations(planted)
    for (const role of ['viewer', 'researcher'] as const) {
      await User.create({ email: `${role}@example.com`, password: PASSWORD, role })
    }
    const email = 'every@example.com'
    const admin = await User.create({ email, password: PASSWORD, role: 'admin' })
    states = await plantStates(planted, admin)
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
      const found = await look(
        { page, complaints },
        `${width}-${theme}`,
        pagesOf(planted, evaluated)
      )
      await context.close()
      assert.deepEqual(found, [])
    }).timeout(300_000)
  }

  for (const [role, width, theme] of [
    ['viewer', 1440, 'light'],
    ['researcher', 390, 'dark'],
  ] as const) {
    test(`of what runs or waits or ended badly is as good to a ${role} at ${width} px in ${theme}`, async ({
      assert,
    }) => {
      const { context, page, complaints } = await visit(browser, served.url, { width, theme })
      await signIn(page, `${role}@example.com`)
      const folder = `${role}-${width}-${theme}`
      assert.deepEqual(await look({ page, complaints }, folder, pagesOfStates(states)), [])
      await context.close()
    }).timeout(120_000)
  }

  test('what opens over a page has nothing serious of axe and fits at both widths in light and dark', async ({
    assert,
  }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'every@example.com')
    page.setDefaultTimeout(OPENS_WITHIN_MS)
    const found: string[] = []
    for (const { path, what, open } of openers(planted, evaluated, states)) {
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(path)
      await open(page).catch((error: Error) => found.push(`${path} ${what}: ${error.message}`))
      if (!(await page.locator('dialog[open]').isVisible())) continue
      for (const [width, colorScheme] of FORMS) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme })
        const name = `${path} ${what} at ${width} px, ${colorScheme}`
        const box = (await page.locator('dialog[open]').boundingBox())!
        if (box.x < 0 || box.x + box.width > width) found.push(`${name} is wider than the page`)
        const findings = await axeFindings(page, 'dialog[open]')
        found.push(...findings.map((finding) => `${name}: ${finding}`))
        await keepScreenshot(page, `dialogs-${width}-${colorScheme}`, `${path}-${what}`, false)
      }
      found.push(...complaints.splice(0).map((complaint) => `${path} ${what}: ${complaint}`))
    }
    await context.close()
    assert.deepEqual(found, [])
  }).timeout(180_000)

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
