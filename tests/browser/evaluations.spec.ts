import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import { announceEvaluation } from '#services/evaluation/evaluation_rows'
import User from '#models/user'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'

test.group('Evaluations in a browser', (group) => {
  let browser: Browser
  let planted: PlantedRun
  let served: Served

  group.setup(async () => {
    await emptyTables()
    served = await serve()
    browser = await openBrowser()
    planted = await plantRun()
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'researcher' })
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  const opened = async (path: string, theme: 'light' | 'dark' = 'light') => {
    const { context, page } = await visit(browser, served.url, { theme })
    await signIn(page, 'ada@example.com')
    await page.goto(path)
    await page.waitForFunction(`document.fonts.status === 'loaded'`)
    return { context, page }
  }

  test('the page of an evaluation under way turns into its tear sheet by itself', async ({
    assert,
  }) => {
    const going = await plantEvaluation({ ...planted, range: 'validation', status: 'running' })
    const done = await plantEvaluation({ ...planted, range: 'validation' })
    const { context, page } = await opened(`/evaluations/${going.evaluationId}`)
    assert.equal(await page.locator('#equity').count(), 0)
    await db.transaction(async (trx) => {
      const [{ content }] = await trx
        .from('evaluation_documents')
        .where('evaluation_id', done.evaluationId)
      await trx
        .table('evaluation_documents')
        .insert({ evaluation_id: going.evaluationId, content: JSON.stringify(content) })
      await trx
        .from('evaluation_runs')
        .where('evaluation_id', going.evaluationId)
        .update({ status: 'completed' })
      await announceEvaluation(trx, going.evaluationId, 'completed')
    })
    await page.locator('#equity canvas').first().waitFor()
    assert.include(await page.locator('.verdicts').innerText(), 'Degenerate policy')
    await context.close()
  })

  test('a chart is read by keyboard, and zoomed it fetches every bar', async ({ assert }) => {
    const { evaluationId } = await plantEvaluation({
      ...planted,
      range: 'validation',
      shape: { bars: 5000 },
    })
    const { context, page } = await opened(`/evaluations/${evaluationId}`)
    const canvas = page.locator('#equity canvas').first()
    await canvas.focus()
    await page.keyboard.press('Home')
    const spoken = page.locator('#equity [data-announce]')
    assert.match(await spoken.innerText(), /^2022-02-14: Agent \$100,000/)
    const answer = page.waitForResponse((response) => response.url().includes('/chart?'))
    for (let times = 0; times < 3; times++) await page.keyboard.press('+')
    const { x } = (await (await answer).json()) as { x: { values: number[]; barsPerPoint: number } }
    assert.equal(x.barsPerPoint, 1)
    await context.close()
  })

  test('each trade of the excursions is in their table, also those with the same excursion', async ({
    assert,
  }) => {
    const { evaluationId, sheet } = await plantEvaluation({ ...planted, range: 'validation' })
    const { context, page } = await opened(`/evaluations/${evaluationId}`)
    await page.locator('#trade-excursions [data-figure-table]').click()
    const text = await page.locator('#trade-excursions-table').innerText()
    const closed = sheet!.trades.rows.filter(({ exitTime }) => exitTime !== null)
    assert.lengthOf(text.match(/return/g)!, closed.length)
    await context.close()
  })

  test('the fields of a range show with it, and a fault is tied to its field', async ({
    assert,
  }) => {
    const path = `/evaluations/new?experiment=${planted.experimentId}`
    const { context, page } = await opened(path)
    assert.isFalse(await page.locator('#reason').isVisible())
    await page.getByText('Sealed test').click()
    assert.isTrue(await page.locator('#reason').isVisible())
    assert.isFalse(await page.locator('#folds').isVisible())
    await page.click('button[type=submit]:has-text("Evaluate")')
    await page.locator('#reason[aria-invalid=true]').waitFor()
    await context.close()
  })

  /** What is wider than the paper, or cut by a scrolling box, while the page is laid out to print. */
  const cut = (page: Page) =>
    page.evaluate<string[]>(`(() => {
      const main = document.querySelector('main').getBoundingClientRect()
      return [...document.querySelectorAll('main table, main figure, main .panel, main canvas')]
        .filter((each) => each.checkVisibility())
        .filter((each) => {
          const { right, width } = each.getBoundingClientRect()
          const box = each.closest('.table-wrap')
          return right > main.right + 1 || (box && width > box.clientWidth + 1)
        })
        .map((each) => each.outerHTML.slice(0, 80))
    })()`)

  test('on paper nothing is cut, controls are away and colours are light', async ({ assert }) => {
    const { evaluationId } = await plantEvaluation({
      ...planted,
      range: 'walk_forward',
      shape: { seeds: 5 },
    })
    const { context, page } = await opened(`/evaluations/${evaluationId}`, 'dark')
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
    assert.deepEqual(await cut(page), [])
    const seen = (selector: string) => page.locator(selector).first().isVisible()
    assert.isFalse(await seen('.nav'))
    assert.isFalse(await seen('.actions'))
    assert.isFalse(await seen('[data-figure-table]'))
    const colour = (property: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('.panel')).${property}`)
    assert.equal(await colour('backgroundColor'), 'rgb(255, 255, 255)')
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`)
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
    assert.isTrue(await seen('.nav'))
    const printed = async () => {
      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
      return pdf.toString('latin1')
    }
    const pagesOf = (pdf: string) => pdf.match(/\/Type\s*\/Page\b/g)?.length
    const first = await printed()
    assert.equal(pagesOf(first), 1)
    assert.include(first, '/MediaBox [0 0 594.9')
    await page.evaluate('window.print = () => undefined')
    await page.getByRole('button', { name: 'Print all' }).click()
    const all = pagesOf(await printed()) ?? 0
    assert.isTrue(all > 1 && all <= 5, `${all} pages`)
    await context.close()
  })
})
