import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit, type Visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'

async function statusIs(page: Page, word: string): Promise<void> {
  await page.locator('#run-status').getByText(word).waitFor({ timeout: 60_000 })
}

const FIGURES = ['learning', 'loss', 'epsilon', 'speed']

/** The x values of a figure's points, in the order of its table. */
async function drawnX(page: Page, figure: string): Promise<number[]> {
  const toggle = page.locator(`#${figure} [data-figure-table]`)
  await toggle.click()
  const texts = await page.locator(`#${figure}-table tbody th`).allTextContents()
  await toggle.click()
  return texts.map((text) => Number(text.replaceAll(/\D/g, '')))
}

const ascendingOnce = (values: readonly number[]) =>
  [...new Set(values)].sort((one, other) => one - other)

/** As a browser does when another tab comes to the front, or this one again. */
async function hide(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(
    `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} });
     document.dispatchEvent(new Event('visibilitychange'))`
  )
}

test.group('A run in the hands of a person', (group) => {
  let browser: Browser
  let served: Served
  let visited: Visit

  group.setup(async () => {
    await emptyTables()
    await User.create({ email: 'rex@example.com', password: PASSWORD, role: 'researcher' })
    served = await serve()
    browser = await openBrowser()
    visited = await visit(browser, served.url)
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('a long run is launched with two changes and shows them', async ({ assert }) => {
    const { page } = visited
    await signIn(page, 'rex@example.com')
    await page.goto('/datasets/new?source=sample')
    await page.getByRole('button', { name: 'Store dataset' }).click()
    await page.waitForURL(/\/datasets\/\d+$/)
    await page.goto('/runs/new?preset=quick')
    await page.fill('#p-training-episodes', '10000')
    await page.fill('#p-agent-nStep', '3')
    await page.locator('#command').getByText('--set agent.nStep=3').waitFor()
    await page.getByRole('button', { name: 'Launch 1 run' }).click()
    await page.waitForURL(/\/runs\/\d+$/)
    await statusIs(page, 'Running')
    assert.match(await page.locator('#configuration').innerText(), /agent\.nStep\s+1 to 3/)
  }).timeout(120_000)

  test('a page that was hidden draws what it missed, and no point twice', async ({ assert }) => {
    const { page } = visited
    const losses = async () => (await drawnX(page, 'loss')).length
    while ((await losses()) < 4) await page.waitForTimeout(200)
    await hide(page, true)
    const before = await losses()
    await hide(page, false)
    while ((await losses()) <= before) await page.waitForTimeout(200)
    for (const figure of FIGURES) {
      const x = await drawnX(page, figure)
      assert.deepEqual(x, ascendingOnce(x), figure)
    }
  }).timeout(60_000)

  test('cancelling says what it keeps, can be thought over, and then stops', async ({ assert }) => {
    const { page } = visited
    await page.getByRole('button', { name: 'Cancel run…' }).first().click()
    const dialog = page.locator('#cancel-dialog')
    assert.match(await dialog.innerText(), /keeps [\d,]+ episodes? and the best weights/)
    await dialog.getByRole('button', { name: 'Keep it running' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Cancel run…' }).first().click()
    await dialog.getByRole('button', { name: 'Cancel run', exact: true }).click()
    await statusIs(page, 'Cancelled')
  }).timeout(120_000)

  test('resuming says from where, and goes on', async ({ assert }) => {
    const { page } = visited
    await page.reload()
    await page.getByRole('button', { name: 'Resume run…' }).click()
    assert.match(
      await page.locator('#resume-dialog').innerText(),
      /Continues at episode [\d,]+|starts from the first episode/
    )
    await page.locator('#resume-dialog').getByRole('button', { name: 'Resume run' }).click()
    await statusIs(page, 'Running')
  }).timeout(180_000)

  test('a page that was hidden when its run ended is told so', async ({ assert }) => {
    const { page, context } = visited
    await hide(page, true)
    const other = await context.newPage()
    await other.goto(page.url())
    await other.getByRole('button', { name: 'Cancel run…' }).first().click()
    await other.locator('#cancel-dialog').getByRole('button', { name: 'Cancel run' }).click()
    await statusIs(other, 'Cancelled')
    await other.close()
    assert.match(await page.locator('#run-status').innerText(), /Running/)
    await page.evaluate('window.stayed = true; document.querySelector("#run-log").scrollIntoView()')
    // what stands above may grow: who reads the log keeps it where it is
    const place = async () => (await page.locator('#run-log').boundingBox())!.y
    const scrolled = await page.evaluate<number>('scrollY')
    const before = await place()
    await page.getByRole('button', { name: 'Notes…' }).dispatchEvent('click')
    await hide(page, false)
    await statusIs(page, 'Cancelled')
    await page.getByRole('button', { name: 'Resume run…', includeHidden: true }).waitFor()
    assert.isTrue(await page.evaluate('window.stayed === true'))
    assert.isTrue(await page.locator('#note-run[open]').isVisible())
    assert.isAbove(scrolled, 0)
    assert.closeTo(await place(), before, 60)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Delete run…' }).waitFor()
  }).timeout(180_000)

  test('a dataset in use is not deleted, and says by what it is used', async ({ assert }) => {
    const { page } = visited
    await page.goto('/datasets')
    await page.locator('tbody a').first().click()
    assert.isTrue(await page.getByRole('button', { name: 'Delete dataset…' }).isDisabled())
    await page.getByRole('link', { name: 'Used by' }).click()
    assert.equal(await page.locator('tbody tr').count(), 1)
    await page.locator('tbody a').first().click()
    await page.waitForURL(/\/experiments\/\d+/)
    await page.locator('tbody a').first().click()
    await page.waitForURL(/\/runs\/\d+/)
  }).timeout(60_000)

  test('deleting a run asks for its name', async ({ assert }) => {
    const { page } = visited
    const name = `run ${page.url().split('/').at(-1)}`
    await page.getByRole('button', { name: 'Delete run…' }).click()
    const dialog = page.locator('#delete-dialog')
    assert.isTrue(await dialog.getByRole('button', { name: 'Delete run' }).isDisabled())
    await dialog.getByRole('textbox').fill(name)
    await dialog.getByRole('button', { name: 'Delete run' }).click()
    await page.waitForURL(/\/runs$/)
    await page.getByText(`Run ${name.split(' ')[1]} is deleted`).waitFor()
  }).timeout(60_000)
})
