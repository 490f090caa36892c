import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit, type Visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'

function csvOf(closes: readonly (number | string)[]): Buffer {
  const rows = closes.map((close, t) => {
    const day = new Date(Date.UTC(2024, 0, 1) + t * 86_400_000).toISOString().slice(0, 10)
    return `${day};${close};${close};${close};${close};1000`
  })
  return Buffer.from(['Date;Open;High;Low;Close;Volume', ...rows].join('\n'))
}

async function offer(page: Page, closes: readonly (number | string)[]): Promise<void> {
  await page.goto('/datasets/new?source=csv')
  await page.setInputFiles('#file', {
    name: 'PLANTED.csv',
    mimeType: 'text/csv',
    buffer: csvOf(closes),
  })
}

test.group('Datasets from files', (group) => {
  let browser: Browser
  let served: Served
  let visited: Visit

  group.setup(async () => {
    await emptyTables()
    await User.create({ email: 'dora@example.com', password: PASSWORD, role: 'researcher' })
    served = await serve()
    browser = await openBrowser()
    visited = await visit(browser, served.url)
    await signIn(visited.page, 'dora@example.com')
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('a chosen file is shown as it was understood before anything is stored', async ({
    assert,
  }) => {
    const { page } = visited
    await offer(page, [10, 11, 12, 11.5, 12.25, 12.5])
    const preview = page.locator('#preview')
    await preview.getByText('close = Close').waitFor()
    assert.match(await preview.innerText(), /PLANTED/)
    assert.equal(await preview.locator('tbody tr').count(), 5)
  })

  test('a price below 0 refuses the file with the rule, and nothing is stored', async ({
    assert,
  }) => {
    const { page } = visited
    await offer(page, [10, 11, -3, 12, 12.5])
    await page.fill('#symbol', 'PLANTED')
    await page.getByRole('button', { name: 'Store dataset' }).click()
    const problem = page.getByRole('alert')
    await problem.getByText('E_DATASET_REFUSED').waitFor()
    assert.match(await problem.innerText(), /nothing was stored.*2024-01-03/s)
    await page.goto('/datasets')
    assert.equal(await page.locator('tbody tr').count(), 0)
  })

  test('a sound file is stored once, however often it is offered', async ({ assert }) => {
    const { page } = visited
    const closes = Array.from({ length: 40 }, (_, t) => 10 + ((t * 7) % 11) / 10 + t / 20)
    for (const said of ['40 bars are stored as version 1', 'Exactly these bars were stored']) {
      await offer(page, closes)
      await page.fill('#symbol', 'PLANTED')
      await page.getByRole('button', { name: 'Store dataset' }).click()
      await page.getByText(said).waitFor()
    }
    await page.goto('/datasets?versions=all')
    assert.equal(await page.locator('tbody tr').count(), 1)
  })

  test('the chart shows candles, volume and the indicators one asks for', async ({ assert }) => {
    const { page } = visited
    await page.goto('/datasets')
    await page.locator('tbody a').first().click()
    await page.getByRole('link', { name: 'Chart', exact: true }).click()
    await page.getByRole('checkbox', { name: 'RSI' }).check()
    await page.waitForURL(/indicators/)
    assert.equal(await page.locator('#bars canvas').count(), 3)
    await page.locator('#bars [data-figure-table]').click()
    assert.equal(await page.locator('#bars-table tbody tr').count(), 40)
  })
})
