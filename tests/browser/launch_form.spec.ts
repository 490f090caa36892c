import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import User from '#models/user'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'
import { plantRun } from '#tests/functional/pages/planted_run'

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
})
