import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { emptyTables } from '#tests/browser/empty_tables'
import type { Visit } from '#tests/browser/open_browser'
import { signedIn } from '#tests/browser/signed_in'

const queryOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)

test.group('The tables and the chart of an episode', (group) => {
  let planted: PlantedRun
  let visited: Visit

  group.setup(async () => {
    await emptyTables()
    planted = await plantRun({ episodes: 20 })
    const opened = await signedIn('eve@example.com', 'viewer')
    ;({ visited } = opened)
    return opened.close
  })

  /** Opens the best episode and waits for its chart. */
  async function open(query = ''): Promise<Page> {
    const { page } = visited
    await page.goto(`/episodes/${planted.bestEpisodeId}${query}`)
    await page.locator('#price [data-value=bars]:not(:empty)').waitFor()
    return page
  }

  const spanOf = (page: Page, row: string) =>
    page.locator(row).evaluate((element) => JSON.parse(element.dataset['span'] ?? ''))

  test('a click on a trade marks it from entry to exit, shows its decision, and is in the address', async ({
    assert,
  }) => {
    const page = await open()
    const row = 'tr[data-trade="2"]'
    const { from, to, marks } = await spanOf(page, row)
    assert.isBelow(from, to)
    assert.lengthOf(marks, 2)
    const decided = await page.locator(row).getAttribute('data-decided')
    assert.equal(Number(decided), from - 1)
    const entry = await page.locator(`${row} td`).nth(1).innerText()
    await page.locator(`${row} td`).last().click()
    await page.locator(`${row}.selected`).waitFor()
    await page.locator('#decision', { hasText: `at the open of ${entry}` }).waitFor()
    assert.deepEqual(queryOf(page), { bar: decided, trade: '2' })
    // what the address says is chosen is chosen again by whoever opens it
    await open(`?bar=${decided}&trade=2`)
    assert.equal(await page.locator('tr.selected').count(), 1)
    assert.equal(await page.locator(`${row} a`).getAttribute('aria-current'), 'true')
    assert.deepEqual(
      JSON.parse((await page.locator('#price').getAttribute('data-span')) ?? ''),
      await spanOf(page, row)
    )
  })

  test('Enter on a row and on its link choose an operation, and a bar lets go of it', async ({
    assert,
  }) => {
    const page = await open()
    await page.locator('tr[data-operation="3"]').focus()
    await page.keyboard.press('Enter')
    await page.locator('tr[data-operation="3"].selected').waitFor()
    await page.locator('tr[data-operation="4"] a').focus()
    await page.keyboard.press('Enter')
    await page.locator('tr[data-operation="4"].selected').waitFor()
    const { from, to } = await spanOf(page, 'tr[data-operation="4"]')
    assert.equal(from, to)
    assert.deepEqual(queryOf(page), { bar: String(from - 1), operation: '4' })
    assert.match(
      await page.locator('#price [data-announce]').innerText(),
      new RegExp(`Operation 4 is marked in the chart: bar ${from}`)
    )
    await page.locator('#decision a[data-bar]').first().click()
    await page.locator('tr.selected').waitFor({ state: 'detached' })
    assert.deepEqual(Object.keys(queryOf(page)), ['bar'])
  })

  test('a marker points at its rows and chooses its operation', async ({ assert }) => {
    const page = await open('?from=120&to=160')
    const canvas = page.locator('#price canvas').first()
    const { from } = await spanOf(page, 'tr[data-operation="1"]')
    // bars stand evenly between the edges of the chart, the value axis right of them
    const box = (await canvas.boundingBox())!
    const x = ((from - 120) / 40) * (box.width - 58)
    for (let y = 4; y < box.height; y += 4) {
      await canvas.hover({ position: { x, y } })
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => done(null)))')
      if ((await canvas.evaluate(({ style }) => style.cursor)) === 'pointer') break
    }
    await page.locator('tr[data-operation="1"].pointed').waitFor()
    assert.equal(await page.locator('tr[data-trade="1"].pointed').count(), 1)
    assert.match(
      await page.locator('#price [data-value=buy]').innerText(),
      new RegExp(`decided at bar ${from - 1}, \\d{4}-\\d\\d-\\d\\d: wanted long \\(Q flat`)
    )
    await page.mouse.down()
    await page.mouse.up()
    await page.locator('tr[data-operation="1"].selected').waitFor()
    assert.equal(queryOf(page)['operation'], '1')
  })

  test('a hovered bar says what was decided there, by which Q-values, and at what it filled', async ({
    assert,
  }) => {
    const page = await open('?from=120&to=160')
    const { from } = await spanOf(page, 'tr[data-operation="1"]')
    await page.locator('#price canvas').first().focus()
    await page.keyboard.press('Home')
    for (let bar = 120; bar < from - 1; bar++) await page.keyboard.press('ArrowRight')
    const price = await page.locator('tr[data-operation="1"] td').nth(4).innerText()
    assert.match(
      await page.locator('#price [data-value=decision]').innerText(),
      new RegExp(
        `^bar ${from - 1}: wanted long \\(Q flat 0.4263, long 0.4963\\); bought [\\d,.]+ at ${price}, costs [\\d.]+, on the next bar$`
      )
    )
    assert.deepEqual(visited.complaints, [])
  })
})
