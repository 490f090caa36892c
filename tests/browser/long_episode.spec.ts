import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import User from '#models/user'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'
import { seed } from '#tests/functional/scale/seeded'

test.group('An episode of 5,000 bars', (group) => {
  let browser: Browser
  let served: Served

  group.setup(async () => {
    await emptyTables()
    served = await serve()
    browser = await openBrowser()
    await seed({ runs: 12, episodes: 400, steps: 30_000 })
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('answers keys as soon as it is drawn, from its first bar to its last', async ({
    assert,
  }) => {
    const [{ episode_id: id }] = (await db
      .from('episodes')
      .where({ total_steps: 5000, steps_recorded: true })
      .limit(1)) as { episode_id: number }[]
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'viewer' })
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'ada@example.com')
    await page.goto(`/episodes/${id}`)
    await page.locator('#price canvas').first().focus()
    await page.keyboard.press('Home')
    await page.locator('#price [data-announce]:not(:empty)').waitFor({ state: 'attached' })
    const said = page.locator('#price [data-announce]')
    const first = await said.innerText()
    await page.keyboard.press('End')
    assert.notEqual(await said.innerText(), first)
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(60_000)
})
