import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { seedStudy } from '#services/bench/seed/seed_study'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'
import { plantRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

const AXE = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  const { violations } = await page.evaluate<{
    violations: { id: string; impact: string; nodes: { target: string[] }[] }[]
  }>('axe.run()')
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Drags along an axis of the parallel coordinates, between shares of its length from the top. */
async function brush(page: Page, key: string, from: number, to: number): Promise<void> {
  const grip = page.locator(`[data-axis="${key}"] .plot-grip`)
  await grip.scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await grip.boundingBox())!
  await page.mouse.move(x + width / 2, y + from * height)
  await page.mouse.down()
  await page.mouse.move(x + width / 2, y + to * height, { steps: 4 })
  await page.mouse.up()
}

/** How many trials the table says that it lists. */
async function trialsIn(page: Page): Promise<number> {
  const [, count] = /(\d+) trials?\b/.exec(await page.locator('#trials').innerText())!
  return Number(count)
}

test.group('A study to look at', (group) => {
  let browser: Browser
  let served: Served
  let studyId: number
  let empty: number
  /** Nothing of it was trained by a worker. */
  let untrained: number

  group.setup(async () => {
    await emptyTables()
    const { datasetId } = await plantRun()
    // so many that the plots follow the page
    studyId = await seedStudy(datasetId, 320)
    empty = await plantStudy(datasetId, {}, 0)
    untrained = await plantStudy(datasetId)
    await User.create({ email: 'rex@example.com', password: PASSWORD, role: 'researcher' })
    served = await serve()
    browser = await openBrowser()
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('the page never scrolls sideways at 390 px, whatever its tables leave undefined', async ({
    assert,
  }) => {
    const { context, page } = await visit(browser, served.url, { width: 390 })
    await signIn(page, 'rex@example.com')
    await page.goto(`/studies/${untrained}`)
    await page.locator('#parallel svg').waitFor()
    assert.isAbove(await page.locator('td .undefined').count(), 0)
    const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    assert.equal(await page.evaluate<number>(sideways), 0)
    await context.close()
  })

  test('brushing filters the table and is in the address, a trial opens by key with its path, and the contour takes another pair', async ({
    assert,
  }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'rex@example.com')
    await page.goto(`/studies/${studyId}`)
    await page.locator('#parallel svg').waitFor()
    const all = await trialsIn(page)

    await brush(page, 'in.agent.gamma', 0.1, 0.4)
    await page.waitForURL(/in\.agent\.gamma=0\.9\d+\.\.0\.9\d+/)
    await page.locator('#trials .chips').getByText('Gamma').waitFor()
    assert.isBelow(await trialsIn(page), all)
    assert.isAbove(await page.locator('.plot-out').count(), 0)
    const field = page.getByRole('textbox', { name: 'Gamma' })
    assert.match(await field.inputValue(), /^0\.9\d+\.\.0\.9\d+$/)
    // what the address says is drawn again
    await page.reload()
    await page.locator('.plot-brush[visibility=visible]').waitFor()
    await page.locator('#trials').getByRole('link', { name: 'Clear' }).click()
    await page.waitForURL((url) => !url.search.includes('gamma'))
    await page.locator('.plot-brush[visibility=visible]').waitFor({ state: 'detached' })
    // typing does what dragging does
    await page.getByRole('textbox', { name: 'Gamma' }).fill('0.95..0.96')
    await page.keyboard.press('Enter')
    await page.locator('.plot-brush[visibility=visible]').waitFor()

    await page.locator('#ladder canvas').focus()
    for (const key of ['Home', 'ArrowUp', 'End']) await page.keyboard.press(key)
    const said = await page.locator('#ladder [data-announce]').innerText()
    const [, trial] = /^Trial (\d+): Rung 1 · 3 ep, Objective at the rung/.exec(said)!
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: `Trial ${trial}`, exact: true }).waitFor()
    await page.waitForURL(new RegExp(`trial=${trial}(&|$)`))
    await page.locator('#ladder [data-figure-table]').click()
    await page.locator('#ladder-table').getByText(`Trial ${trial}`).waitFor()
    await page.locator('#ladder [data-figure-table]').click()

    await page.locator('#contour-x').selectOption('features.window')
    await page.locator('#contour-y').selectOption('agent.nStep')
    await page.getByRole('button', { name: 'Draw', exact: true }).click()
    await page.waitForURL(/contour_x=features\.window&contour_y=agent\.nStep/)
    await page.getByRole('heading', { name: 'Return steps against Window' }).waitFor()

    await page.locator('#trial').getByRole('button', { name: 'Train with five seeds…' }).click()
    assert.equal(await page.locator('#retrain-trial').inputValue(), trial)
    await page.keyboard.press('Escape')
    assert.deepEqual(await axeFindings(page), [])
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(120_000)

  test('a study without trials says so, and two studies chosen in their list are compared', async ({
    assert,
  }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'rex@example.com')
    await page.goto(`/studies/${empty}`)
    await page.getByText('No trial has been started yet').waitFor()
    assert.deepEqual(await axeFindings(page), [])
    await page.goto('/studies')
    for (const id of [studyId, empty]) await page.getByLabel(`Choose study ${id}`).check()
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByRole('heading', { name: 'Compare studies' }).waitFor()
    await page.getByText('They were judged on different bars.').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'by trial' }).click()
    await page.waitForURL(/by=trial/)
    assert.deepEqual(await axeFindings(page), [])
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(60_000)
})
