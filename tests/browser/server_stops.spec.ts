import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { Browser } from 'playwright-core'
import User from '#models/user'
import { plantRun } from '#tests/functional/pages/planted_run'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve } from '#tests/browser/served'

test.group('A live page', (group) => {
  let browser: Browser

  group.setup(async () => {
    await emptyTables()
    browser = await openBrowser()
    return async () => {
      await browser.close()
      await emptyTables()
    }
  })

  test('shows a run as lost when its heartbeat is overdue, and does not keep the server from stopping', async ({
    assert,
  }) => {
    const { runId } = await plantRun({ status: 'running', episodes: 40, done: 20 })
    const other = await plantRun({ episodes: 10 })
    await User.create({ email: 'liv@example.com', password: PASSWORD, role: 'viewer' })
    const served = await serve()
    const { page } = await visit(browser, served.url)
    await signIn(page, 'liv@example.com')
    await page.goto(`/runs/${runId}`)
    await page.locator('#run-status').getByText('Running').waitFor()
    await page.evaluate('window.stayed = true')
    await page.locator('#shell-foot').getByText('0 jobs').waitFor()
    await db.from('training_runs').where('run_id', other.runId).update({ status: 'queued' })
    await db
      .from('training_runs')
      .where('run_id', runId)
      .update({ heartbeat_at: new Date(Date.now() - 120_000) })
    await page
      .locator('#run-status')
      .getByText(/Lost|Queued|Failed/)
      .waitFor({ timeout: 30_000 })
    await page.locator('#shell-foot').getByText('1 job').waitFor()
    await page.getByText('It starts again on another worker').waitFor()
    await page.locator('[data-heartbeat].lost').waitFor()
    assert.isTrue(await page.evaluate('window.stayed === true'))
    await served.stop()
    await page.getByText('Not live since').waitFor()
    assert.isTrue(await page.locator('[data-not-live]').isVisible())
  }).timeout(90_000)
})
