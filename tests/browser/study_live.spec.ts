import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit, type Visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'
import { ACTOR, until } from '#tests/functional/training/fixture'
import { launched, storedStudy, tuning } from '#tests/functional/tuning/fixture'

/** Length of the log that a part of the page shows. */
const eventsOf = async (page: Page, part: '#plots' | '#study-progress') =>
  Number(await page.locator(part).getAttribute('data-events'))

const drawnEvents = (page: Page) => eventsOf(page, '#plots')

/** Waits until plots with a longer log are shown. */
async function drawnAfter(page: Page, events: number): Promise<void> {
  await until(async () => ((await drawnEvents(page)) > events ? true : null))
}

/** Waits until so many more decisions are known than the plots show. */
async function heardOf(page: Page, more: number): Promise<void> {
  const drawn = await drawnEvents(page)
  await until(async () => ((await eventsOf(page, '#study-progress')) >= drawn + more ? true : null))
}

/** What the history says of its last point in sight. */
async function lastInSight(page: Page): Promise<string> {
  await page.locator('#history canvas').focus()
  await page.keyboard.press('End')
  return page.locator('#history [data-announce]').innerText()
}

test.group('A study that runs', (group) => {
  let browser: Browser
  let served: Served
  let studyId: number
  let visited: Visit

  group.setup(async () => {
    await emptyTables()
    await User.create({ email: 'rex@example.com', password: PASSWORD, role: 'researcher' })
    // so many that it runs as long as it is looked at
    studyId = await launched({ budget: { trials: 5000 }, sampler: 'random' })
    served = await serve()
    browser = await openBrowser()
    visited = await visit(browser, served.url)
    await signIn(visited.page, 'rex@example.com')
    return async () => {
      const { status } = await storedStudy(studyId)
      if (status === 'running') await (await tuning()).stop(studyId, ACTOR)
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('keeps its plots still for who wants no motion, says how much happened since, and draws them when asked', async ({
    assert,
  }) => {
    const { page } = visited
    await page.goto(`/studies/${studyId}`)
    await heardOf(page, 10)
    assert.isFalse(await page.getByLabel('Plots follow the study').isChecked())
    const drawn = await drawnEvents(page)
    await page.getByText(/^\d+ decisions and results since\.$/).waitFor()
    await page.getByRole('button', { name: 'Draw the plots anew' }).click()
    await drawnAfter(page, drawn)
  }).timeout(60_000)

  test('draws its plots as it goes on: the history gains points, and what a person has chosen stays', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    await page.goto(`/studies/${studyId}?trial=1&in.features.window=4..6`)
    await page.locator('#history canvas').focus()
    for (const key of ['Home', '+', '+']) await page.keyboard.press(key)
    const before = await lastInSight(page)
    assert.match(before, /^Trial \d+/)
    await page.locator('#ladder [data-figure-table]').click()
    await page.locator('#timeline-table summary').click()
    const rows = page.locator('#ladder-table tbody tr')
    const [count, drawn] = [await rows.count(), await drawnEvents(page)]
    await page.getByLabel('Plots follow the study').check()
    await page.locator('#parallel .table-wrap').focus()
    await page.locator('#parallel').scrollIntoViewIfNeeded()
    const ladder = await page.locator('#ladder').elementHandle()
    for (let last = drawn, k = 0; k < 2; k++) {
      await drawnAfter(page, last)
      last = await drawnEvents(page)
    }
    assert.isAbove(await rows.count(), count)
    assert.isTrue(await page.locator('#timeline-table tbody tr').first().isVisible())
    assert.isTrue(await ladder!.evaluate((figure) => figure.isConnected))
    assert.equal(await page.locator('#parallel .table-wrap:focus').count(), 1)
    const brush = page.locator('[data-axis="in.features.window"] .plot-brush')
    assert.equal(await brush.getAttribute('visibility'), 'visible')
    assert.isAbove(await page.locator('.plot-out').count(), 0)
    assert.equal(await page.locator('#trial-title').innerText(), 'Trial 1')
    // the zoomed window is the same, of more points
    assert.equal(await lastInSight(page), before)
    await page.keyboard.press('0')
    assert.notEqual(await lastInSight(page), before)
    assert.deepEqual(complaints, [])
  }).timeout(90_000)

  test('is not drawn while nobody can see it, and at once when the page is looked at again', async ({
    assert,
  }) => {
    const { page } = visited
    await drawnAfter(page, await drawnEvents(page))
    await heardOf(page, 1) // which it would draw after its rest
    const look = (isHidden: boolean) =>
      page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, value: ${isHidden} });
        document.dispatchEvent(new Event('visibilitychange'))`)
    await look(true)
    const asked: string[] = []
    page.on('request', (request) => void asked.push(request.url()))
    const drawn = await drawnEvents(page)
    await until(async () => ((await storedStudy(studyId)).event_count > drawn + 30 ? true : null))
    assert.equal(await drawnEvents(page), drawn)
    assert.isEmpty(asked)
    await look(false)
    await drawnAfter(page, drawn)
  }).timeout(60_000)

  test('says when its plots could not be drawn, leaves them, and tries again when asked', async ({
    assert,
  }) => {
    const { page } = visited
    await page.route(/\/plots/, (route) => route.abort())
    const fault = page.locator('[data-follow-fault]')
    await fault.getByText('stay as they were. The server could not be reached.').waitFor()
    const drawn = await drawnEvents(page)
    assert.isAbove(drawn, 0)
    assert.isTrue(await page.locator('#history canvas').isVisible())
    await page.unroute(/\/plots/)
    await fault.getByRole('button', { name: 'Retry' }).click()
    await drawnAfter(page, drawn)
    await fault.getByText('stay as they were').waitFor({ state: 'detached' })
  }).timeout(60_000)

  test('shows how it has ended, plots and all, without a load of the page', async ({ assert }) => {
    const { page } = visited
    await page.goto(`/studies/${studyId}`)
    await page.evaluate('window.marked = true')
    // held still, it draws its plots once more all the same
    assert.isFalse(await page.getByLabel('Plots follow the study').isChecked())
    await page.getByRole('button', { name: 'Add trials…' }).click()
    await (await tuning()).stop(studyId, ACTOR)
    const head = page.locator('#study-head')
    await head.getByRole('button', { name: 'Delete…' }).waitFor()
    assert.equal(await page.locator('#plots-follow').count(), 0)
    // what a person is about to do stays until it is done or left
    const dialog = page.locator('#extend-dialog')
    assert.isTrue(await dialog.isVisible())
    await dialog.getByRole('button', { name: 'Leave it' }).click()
    const { event_count: events } = await storedStudy(studyId)
    await until(async () => ((await drawnEvents(page)) >= events ? true : null))
    assert.isTrue(await page.evaluate('window.marked === true'))
  }).timeout(60_000)
})
