import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import User from '#models/user'
import SeedDatabase from '#services/bench/seed/seed_database'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit, type Visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'

const ACTOR = { userId: null, person: 'test', route: 'command', address: null } as const

test.group('An episode of 5,000 bars', (group) => {
  let browser: Browser
  let served: Served
  let visited: Visit
  let episodeId: number

  group.setup(async () => {
    await emptyTables()
    await User.create({ email: 'vera@example.com', password: PASSWORD, role: 'viewer' })
    const database = await app.container.make(SeedDatabase)
    const size = { runs: 3, episodes: 60, steps: 10_000 }
    const quiet = { signal: new AbortController().signal, tell: () => undefined }
    await database.fill({ size, add: false, seed: 1, ...quiet }, ACTOR)
    const long = (await db.from('episodes').where('total_steps', 5000).firstOrFail()) as {
      episode_id: number
    }
    episodeId = long.episode_id
    served = await serve()
    browser = await openBrowser()
    visited = await visit(browser, served.url)
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('a bar can be chosen by the keyboard, and its decision is shown', async ({ assert }) => {
    const { page, complaints } = visited
    await signIn(page, 'vera@example.com')
    await page.goto(`/episodes/${episodeId}`)
    const title = page.locator('#decision-title')
    const before = await title.innerText()
    const canvas = page.locator('#price canvas').first()
    await canvas.focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Enter')
    await page.waitForURL(/bar=\d+/)
    await title.filter({ hasNotText: before }).waitFor()
    assert.match(await page.locator('#decision').innerText(), /At the close the agent wanted/)
    assert.isAbove(await page.locator('#observation tbody tr').count(), 10)
    assert.deepEqual(complaints, [])
  }).timeout(60_000)
})
