import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { announceEvent } from '#services/notifications/announce_event'
import { Queue } from '#services/queue'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'

const BOX = 'Tell me through the browser'
/** A browser without a window has no permission to give: it notes what it would have shown. */
const NOTE = `window.told = []
  window.Notification = class extends EventTarget {
    static permission = 'granted'
    static requestPermission() { return Promise.resolve('granted') }
    constructor(title, { body, tag }) { super(); window.told.push([title, body, tag]) }
    close() {}
  }`

async function tell(runId: number): Promise<void> {
  const queue = await app.container.make(Queue)
  const text = `Run ${runId} (AAPL, seed 1) failed.`
  await db.transaction((trx) =>
    announceEvent(trx, queue, { event: 'run.failed', text, path: `/runs/${runId}`, subject: {} })
  )
}

const told = (page: Page) => page.evaluate<unknown[]>('window.told')

test.group('Notifications of the browser', (group) => {
  let browser: Browser
  let served: Served

  group.setup(async () => {
    await emptyTables()
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'viewer' })
    served = await serve()
    browser = await openBrowser()
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('who asks for them is told once, however many tabs are open, and not after declining', async ({
    assert,
  }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await context.addInitScript(NOTE)
    await signIn(page, 'ada@example.com')
    await page.goto('/account')
    const listening = page.waitForRequest(/\/events$/)
    await page.getByLabel(BOX).check()
    await listening
    const second = await context.newPage()
    await second.goto('/datasets')
    await page.waitForTimeout(500)
    await tell(7)
    await page.waitForFunction('window.told.length > 0')
    await page.waitForTimeout(500)
    const expected = ['Run failed', 'Run 7 (AAPL, seed 1) failed.', '/runs/7']
    assert.deepEqual(await told(page), [expected])
    assert.deepEqual(await told(second), [])
    await page.getByLabel(BOX).uncheck()
    await tell(8)
    await page.waitForTimeout(500)
    assert.lengthOf(await told(page), 1)
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(60_000)

  test('where the browser forbids them, the page says so', async () => {
    const { context, page } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    await page.goto('/account')
    await page.evaluate("Notification.requestPermission = () => Promise.resolve('denied')")
    await page.getByLabel(BOX).click()
    await page.getByText('This browser does not allow it').waitFor()
    await context.close()
  }).timeout(60_000)
})
