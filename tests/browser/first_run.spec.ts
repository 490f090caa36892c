import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, visit, type Visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'

const TRAINING_MS = 120_000
/** Of the preset quick. */
const EPISODES = 120

/** Adds up, from here on, how far what one sees moves by itself: the measure CLS, without its windows. */
const MEASURE_SHIFTS = `
  window.shifted = 0
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, value } of list.getEntries()) {
      if (!hadRecentInput) window.shifted += value
    }
  }).observe({ type: 'layout-shift' })`

/** The chosen bar's panel, when it has been fetched. */
async function decisionHeading(page: Page): Promise<string> {
  return (await page.locator('#decision-title').innerText()).trim()
}

/** The number that the page's address ends with. */
const lastNumber = (page: Page) => Number(/\d+$/.exec(page.url())?.[0])

test.group('From an empty server to a decision', (group) => {
  let browser: Browser
  let served: Served
  let visited: Visit
  let dataset: number
  const runs: number[] = []

  group.setup(async () => {
    await emptyTables()
    served = await serve()
    browser = await openBrowser()
    visited = await visit(browser, served.url)
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('the printed link makes the first administrator, once', async ({ assert }) => {
    const { page } = visited
    const link = await served.printed(/(\/setup\?token=\S+)/)
    await page.goto(link)
    await page.fill('#email', 'ada@example.com')
    await page.fill('#password', 'short')
    await page.click('button[type=submit]')
    await page.getByRole('alert').getByText('12').waitFor()
    await page.fill('#password', PASSWORD)
    await page.click('button[type=submit]')
    await page.waitForURL('/')
    assert.equal(await page.locator('h1').innerText(), 'Overview')
    await page.goto(link)
    await page.getByText('has an administrator already').waitFor()
  }).timeout(60_000)

  test('who signs out signs in again, and comes to the page that was asked for', async ({
    assert,
  }) => {
    const { page } = visited
    await page.goto('/account')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.goto('/datasets')
    assert.equal(new URL(page.url()).pathname, '/sign-in')
    await page.fill('#email', 'ada@example.com')
    await page.fill('#password', PASSWORD)
    await page.click('button[type=submit]')
    await page.waitForURL('/datasets')
  }).timeout(60_000)

  test('sample data become a dataset with its report', async () => {
    const { page } = visited
    await page.goto('/')
    await page.getByRole('link', { name: 'Use sample data' }).click()
    await page.getByRole('button', { name: 'Store dataset' }).click()
    await page.waitForURL(/\/datasets\/\d+$/)
    dataset = lastNumber(page)
    await page
      .getByText('1,260 bars are stored')
      .or(page.getByText('1260 bars are stored'))
      .waitFor()
    await page.getByRole('heading', { name: 'Validation report' }).waitFor()
  }).timeout(60_000)

  test('the form says what is wrong while one types, and launches when it is right', async ({
    assert,
  }) => {
    const { page } = visited
    visited.complaints.length = 0 // the refused password was one
    await page.getByRole('link', { name: 'Train on it' }).click()
    await page.getByRole('radio', { name: /Quick/ }).check()
    await page.waitForURL(/preset=quick/)
    await page.fill('#p-agent-learningRate', '0')
    await page.locator('#p-agent-learningRate-error').getByText('must be a number').waitFor()
    const launch = page.getByRole('button', { name: /Launch 1 run/ })
    await page.locator('[type=submit][aria-disabled=true]').waitFor()
    // Playwright takes aria-disabled for disabled; a person can press it all the same
    await launch.click({ force: true })
    assert.match(page.url(), /\/runs\/new/)
    await page.locator('#p-agent-learningRate-field [data-reset-field]').click()
    await page.locator('[type=submit]:not([aria-disabled])').first().waitFor()
    await page.getByText('Same as a command').waitFor()
    await launch.click()
    await page.waitForURL(/\/runs\/\d+$/)
    runs.push(lastNumber(page))
  }).timeout(60_000)

  test('the run page moves with the training without a reload, and shows its end', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    await page.evaluate(MEASURE_SHIFTS)
    await page.evaluate('window.stayed = true')
    const progress = page.locator('#run-progress progress')
    const seen = new Set<string>()
    while (!(await page.locator('#run-status').getByText('Completed').isVisible())) {
      const stayed = await page.evaluate('window.stayed === true')
      const value = Number(await progress.getAttribute('value'))
      if (value > 0 && value < EPISODES) seen.add([value, stayed].join())
      await page.waitForTimeout(100)
    }
    assert.isAbove(seen.size, 1) // it moved while one looked
    assert.isEmpty([...seen].filter((each) => each.endsWith('false')))
    assert.isBelow(await page.evaluate<number>('window.shifted'), 0.05)
    assert.match(await page.locator('#run-progress').innerText(), /Episode 120 of 120/)
    await page.locator('#run-equity canvas').waitFor()
    await page.locator('#run-checks').getByText('Environment contract').waitFor()
    assert.deepEqual(complaints, [])
  }).timeout(TRAINING_MS + 30_000)

  test('the best episode says why the agent did what it did at a bar', async ({ assert }) => {
    const { page, complaints } = visited
    await page.locator('#run-figures a').nth(1).click()
    await page.waitForURL(/\/episodes\/\d+/)
    const before = await decisionHeading(page)
    await page.locator('#price canvas').first().focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Enter')
    await page.waitForURL(/bar=\d+/)
    await page.locator('#decision-title').filter({ hasNotText: before }).waitFor()
    assert.match(await page.locator('#decision').innerText(), /At the close the agent wanted/)
    assert.match(await page.locator('#decision').innerText(), /Margin over the second best/)
    assert.isAbove(await page.locator('#observation tbody tr').count(), 10)
    assert.isAbove(await page.locator('.weighed li').count(), 3)
    assert.deepEqual(complaints, [])
  }).timeout(60_000)

  test('the same bar is there again under its address, and steps come as CSV', async ({
    assert,
  }) => {
    const { page } = visited
    const chosen = await decisionHeading(page)
    await page.reload()
    assert.equal(await decisionHeading(page), chosen)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).first().click(),
    ])
    assert.match(download.suggestedFilename(), /^episode-\d+-steps\.csv$/)
    const [head, first] = (await readFile(await download.path(), 'utf8')).split('\n')
    assert.match(head!, /^step_id,timestamp,bar,portfolio_value,/)
    assert.match(first!, /^\d+,20\d\d-\d\d-\d\dT00:00:00\.000Z,/)
  }).timeout(60_000)

  test('a second run starts from the first, and both are compared side by side', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    await page.goto(`/runs/new?from=${runs[0]}`)
    await page.fill('#p-agent-nStep', '3')
    await page.locator('#command').getByText('--set agent.nStep=3').waitFor()
    await page.getByRole('button', { name: /Launch 1 run/ }).click()
    await page.waitForURL(/\/runs\/\d+$/)
    runs.push(lastNumber(page))
    await page.locator('#run-status').getByText('Completed').waitFor({ timeout: TRAINING_MS })
    await page.goto('/runs')
    await page.getByRole('link', { name: 'unfolded', exact: true }).click()
    for (const id of runs) await page.check(`input[value=run-${id}]`)
    await page.getByRole('button', { name: 'Compare', exact: true }).click()
    await page.waitForURL(/\/compare\?ids=/)
    assert.match(await page.locator('main').innerText(), /n-step|nStep/i)
    await page.locator('canvas').first().waitFor()
    assert.deepEqual(complaints, [])
  }).timeout(TRAINING_MS + 60_000)

  test('a colleague who is invited as a viewer sees everything and can launch nothing', async ({
    assert,
  }) => {
    const { page } = visited
    await page.goto('/users')
    await page.fill('#email', 'grace@example.com')
    await page.selectOption('#role', 'viewer')
    await page.getByRole('button', { name: 'Make an invitation link' }).click()
    const link = (await page.locator('pre.cmd').innerText()).trim()
    const { context, page: colleague } = await visit(browser, served.url)
    await colleague.goto(link)
    await colleague.getByText('grace@example.com gets an account with the role viewer').waitFor()
    await colleague.fill('#password', 'another good password')
    await colleague.getByRole('button', { name: 'Create the account' }).click()
    await colleague.waitForURL('/')
    await colleague.goto(`/runs/${runs[0]}`)
    await colleague.locator('#run-equity canvas').waitFor()
    assert.equal(await colleague.getByRole('button', { name: /Cancel run|Delete run/ }).count(), 0)
    await colleague.goto(`/datasets/${dataset}`)
    assert.equal(await colleague.getByRole('link', { name: 'Train on it' }).count(), 0)
    const refused = await colleague.goto('/runs/new')
    assert.equal(refused?.status(), 403)
    await colleague
      .getByText(/researcher/)
      .first()
      .waitFor()
    const token = await colleague.request.get('/account').then((response) => response.text())
    const csrf = /name=["']_csrf["'] value=["']([^"']+)/.exec(token)?.[1] ?? ''
    const form = { _csrf: csrf, preset: 'quick', 'datasets[]': String(dataset), seeds: '1' }
    const forced = await colleague.request.post('/runs', { form, maxRedirects: 0 })
    assert.equal(forced.status(), 403)
    assert.include(await forced.text(), 'needs the role researcher')
    await context.close()
  }).timeout(60_000)
})
