import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import User from '#models/user'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

const AXE = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

test.group('Documentation of the API', (group) => {
  let browser: Browser
  let planted: PlantedRun
  let served: Served
  let viewer: User

  group.setup(async () => {
    await emptyTables()
    served = await serve()
    browser = await openBrowser()
    planted = await plantRun({ episodes: 10 })
    viewer = await User.create({ email: 'docs@example.com', password: PASSWORD, role: 'viewer' })
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('a form shows its call as code and makes it with the session', async ({ assert }) => {
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, viewer.email)
    await page.goto('/docs?tag=Episodes')
    const form = page.locator('[id="episodes.index"] form')
    await form.locator('summary').click()
    await form.locator('[name=kind]').fill('validation')
    await form.locator('[name=fields]').fill('episode_id,kind')
    const curl = await form.locator('[data-api-curl]').textContent()
    assert.include(
      curl,
      `'${served.url}/api/v1/episodes/?kind=validation&fields=episode_id%2Ckind'`
    )
    await form.locator('button').click()
    await form.getByText('200 application/json').waitFor()
    const answer = await form.locator('[data-api-answer]').textContent()
    assert.deepEqual(JSON.parse(answer!).data, [
      { episode_id: planted.bestEpisodeId, kind: 'validation' },
    ])
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a token that is given is used in place of the session', async ({ assert }) => {
    const { context, page } = await visit(browser, served.url)
    await signIn(page, viewer.email)
    await page.goto('/docs?tag=System')
    const token = await User.accessTokens.create(viewer, ['research'])
    await page.fill('#api-token', token.value!.release())
    const form = page.locator('[id="workers.index"] form')
    await form.locator('summary').click()
    await form.locator('button').click()
    await form.getByText('403 application/problem+json').waitFor()
    assert.include(await form.locator('[data-api-answer]').textContent(), 'E_ABILITY_NEEDED')
    await context.close()
  })

  for (const [width, theme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    test(`opened out, it has no serious finding of axe and no sideways scroll at ${width} px`, async ({
      assert,
    }) => {
      const { context, page, complaints } = await visit(browser, served.url, { width, theme })
      await signIn(page, viewer.email)
      for (const tag of ['Training runs', 'Datasets']) {
        await page.goto(`/docs?tag=${encodeURIComponent(tag)}`)
        await page.evaluate(
          "document.querySelectorAll('details').forEach((d) => { d.open = true })"
        )
        await page.evaluate(AXE)
        const serious = await page.evaluate<string[]>(`axe.run().then(({ violations }) => violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => id + ': ' + nodes[0].target.join(' ')))`)
        assert.deepEqual(serious, [])
        const sideways = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth'
        )
        assert.equal(sideways, 0)
      }
      assert.deepEqual(complaints, [])
      await context.close()
    })
  }
})
