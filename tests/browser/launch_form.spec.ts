import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser, Page, Route } from 'playwright-core'
import User from '#models/user'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'
import { plantRun } from '#tests/functional/pages/planted_run'

const CHECKS = /\/runs\/new\/(check|try)$/

/** Lets the form's checks fail, until it is stopped. */
async function failingChecks(page: Page, fail: (route: Route) => Promise<void>) {
  await page.route(CHECKS, fail)
  return { stop: () => page.unroute(CHECKS, fail) }
}

test.group('Form of a new run', (group) => {
  let browser: Browser
  let served: Served

  group.setup(async () => {
    await emptyTables()
    served = await serve()
    browser = await openBrowser()
    await plantRun({ episodes: 10 })
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'researcher' })
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('keeps a draft of each preset, and saves the changes as one', async ({ assert }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    await page.goto('/runs/new?preset=quick')
    await page.fill('#p-agent-gamma', '0.9')
    await page.goto('/runs/new')
    assert.equal(await page.inputValue('#p-agent-gamma'), '0.99')
    await page.goBack()
    await page.waitForSelector('[data-draft-note]:visible')
    assert.equal(await page.inputValue('#p-agent-gamma'), '0.9')
    await page.click('text=Save as preset…')
    await page.fill('#preset_name', 'quick')
    await page.click('text=Save preset')
    await page.waitForSelector('#save-preset-problems [data-fault]')
    await page.fill('#preset_name', 'Patient')
    await page.click('text=Save preset')
    await page.waitForURL(/preset=saved-\d+/)
    assert.equal(await page.inputValue('#p-agent-gamma'), '0.9')
    // it is what the preset has now: no change
    assert.equal(await page.locator('#p-agent-gamma-field.changed').count(), 0)
    const [preset] = await db.from('saved_presets')
    assert.deepEqual([preset.name, preset.overrides], ['Patient', { 'agent.gamma': 0.9 }])
    await page.fill('#p-agent-gamma', '0.8')
    await page.reload()
    await page.click('[data-draft-note] button')
    await page.waitForSelector('[data-draft-note]', { state: 'hidden' })
    assert.equal(await page.inputValue('#p-agent-gamma'), '0.9')
    // a refusal answers with its status, which the console notes
    assert.deepEqual(
      complaints.filter((complaint) => !complaint.includes('422')),
      []
    )
    await context.close()
  }).timeout(60_000)

  test('handles on the bar of the split move the shares or the days, by pointer and by keys', async ({
    assert,
  }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    await page.goto('/runs/new?preset=quick')
    const shares = async () => [
      await page.inputValue('#p-data-trainShare'),
      await page.inputValue('#p-data-validationShare'),
    ]
    const handle = (border: string) => page.locator(`#split-${border}`)
    const judged = () => page.waitForResponse((response) => response.url().endsWith('/check'))
    assert.deepEqual(await shares(), ['0.6', '0.15'])
    await handle('validation').focus()
    await Promise.all([judged(), page.keyboard.press('ArrowRight')])
    assert.deepEqual(await shares(), ['0.61', '0.14'])
    assert.equal(await handle('validation').getAttribute('aria-valuenow'), '61')
    // the server drew the bar anew, and the handle is still in use
    await page.waitForFunction('document.activeElement.id === "split-validation"')
    await Promise.all([judged(), page.keyboard.press('PageDown')])
    assert.deepEqual(await shares(), ['0.56', '0.19'])
    const box = (await page.locator('[data-split]').boundingBox())!
    const grip = (await handle('test').boundingBox())!
    await page.mouse.move(grip.x + grip.width / 2, box.y + 12)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.9, box.y + 12, { steps: 5 })
    await Promise.all([judged(), page.mouse.up()])
    const [training, validation] = (await shares()).map(Number)
    assert.equal(training, 0.56)
    assert.isAbove(validation!, 0.25)
    await page.getByText(/\d more: Validation from/).click()
    await page.fill('#p-data-validationFrom', '2021-01-04')
    await Promise.all([judged(), page.fill('#p-data-testFrom', '2021-04-05')])
    await handle('test').focus()
    await Promise.all([judged(), page.keyboard.press('ArrowLeft')])
    assert.equal(await page.inputValue('#p-data-testFrom'), '2021-04-04')
    assert.include((await handle('test').getAttribute('aria-valuetext'))!, '2021-04-04')
    assert.equal(await page.inputValue('#p-data-validationFrom'), '2021-01-04')
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(60_000)

  test('a check that fails is told in its region, with Retry; what was there stays', async ({
    assert,
  }) => {
    const { context, page } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    await page.goto('/runs/new?preset=quick')
    const region = page.locator('#before-launch')
    const launch = page.getByRole('button', { name: /Launch 1 run/ })
    const retry = region.getByRole('button', { name: 'Retry' })
    const aborted = await failingChecks(page, (route) => route.abort())
    await page.fill('#p-agent-gamma', '0.91')
    await region.getByText('The server could not be reached.').waitFor()
    assert.isTrue(await launch.isVisible())
    assert.match(await region.innerText(), /What is shown here is from before/)
    await aborted.stop()
    await retry.click()
    await page.locator('#command').getByText('agent.gamma=0.91').waitFor()
    await retry.waitFor({ state: 'detached' })
    const broken = await failingChecks(page, (route) =>
      route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' })
    )
    await page.fill('#p-agent-gamma', '0.92')
    await region.getByText('HTTP 502').waitFor()
    assert.isTrue(await launch.isVisible())
    await broken.stop()
    await retry.click()
    await page.locator('#command').getByText('agent.gamma=0.92').waitFor()
    assert.equal(await page.locator('.stale, [data-fault]').count(), 0)
    await context.close()
  }).timeout(60_000)

  test('a server error while launching is told beside the button, with its code', async ({
    assert,
  }) => {
    const { context, page } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    await page.goto('/runs/new?preset=quick')
    await page.locator('#command').waitFor()
    await db.rawQuery('alter table experiments rename to experiments_away')
    await page.getByRole('button', { name: /Launch 1 run/ }).click()
    const problems = page.locator('#launch-problems')
    await problems.getByText('E_UNEXPECTED').waitFor()
    await db.rawQuery('alter table experiments_away rename to experiments')
    assert.match(await problems.innerText(), /The log has the cause under/)
    await problems.getByRole('button', { name: 'Retry' }).click()
    await page.waitForURL(/\/runs\/\d+$/)
    await context.close()
  }).timeout(60_000)

  test('on a phone the menu leads to search and to the account, where one signs out', async ({
    assert,
  }) => {
    const { context, page } = await visit(browser, served.url, { width: 390 })
    await signIn(page, 'ada@example.com')
    const menu = page.getByRole('button', { name: 'Menu' })
    await menu.click()
    assert.equal(await page.locator(':focus').innerText(), 'Overview')
    await page.getByRole('searchbox').fill('run')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/search\?q=run/)
    await menu.click()
    await page.getByRole('link', { name: 'Account' }).click()
    await page.waitForURL('/account')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('/sign-in')
    await context.close()
  }).timeout(60_000)
})
