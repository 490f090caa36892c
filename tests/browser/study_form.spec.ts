import { test } from '@japa/runner'
import type { Browser, Locator, Page } from 'playwright-core'
import User from '#models/user'
import { plantRun } from '#tests/functional/pages/planted_run'
import { axeFindings } from '#tests/browser/axe'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit, type Visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'

async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  )
}

/** `SCREENSHOTS` names a folder that keeps pictures for people to look at. */
async function picture(page: Page, name: string): Promise<void> {
  const root = process.env['SCREENSHOTS']
  if (root) await page.screenshot({ path: `${root}/study-form/${name}.png`, fullPage: true })
}

test.group('A study in the hands of a person', (group) => {
  let browser: Browser
  let served: Served
  let visited: Visit

  group.setup(async () => {
    await emptyTables()
    await plantRun()
    await User.create({ email: 'stu@example.com', password: PASSWORD, role: 'researcher' })
    served = await serve()
    browser = await openBrowser()
    visited = await visit(browser, served.url)
    await signIn(visited.page, 'stu@example.com')
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  const launchButton = (page: Page): Locator => page.getByRole('button', { name: 'Launch study' })

  test('a row is added by keyboard, its fault stands at its field and closes the launch', async ({
    assert,
  }) => {
    const { page } = visited
    await page.goto('/studies/new?space=agent')
    await picture(page, 'begin')
    await page.locator('#space-find').fill('clipNorm')
    await page.locator('#space-find').press('Enter')
    const row = page.locator('#space-agent-clipNorm')
    await row.waitFor()
    const low = page.locator('#space-agent-clipNorm-low')
    const high = page.locator('#space-agent-clipNorm-high')
    await page.selectOption('#space-agent-clipNorm-scale', 'log')
    await high.fill('0.5')
    await page.getByText('agent.clipNorm.low is 1, but must be under').first().waitFor()
    assert.equal(await low.getAttribute('aria-invalid'), 'true')
    assert.match(await page.locator('#space-agent-clipNorm-low-error').innerText(), /must be under/)
    assert.equal(await launchButton(page).getAttribute('aria-disabled'), 'true')
    await picture(page, 'fault')
    // Enter in a row launches nothing
    await high.press('Enter')
    assert.equal(await page.locator('#launch-problems').innerText(), '')
    await high.fill('100')
    await row.getByRole('img', { name: /^200 samples: from 1/ }).waitFor()
    assert.equal(await low.getAttribute('aria-invalid'), null)
    assert.match(
      await page.locator('#command').innerText(),
      /"agent.clipNorm":\{"low":1,"high":100,"log":true\}/
    )
    assert.deepEqual(await axeFindings(page), [])
  }).timeout(60_000)

  test('a draft is kept, rows and all, on a phone in the dark', async ({ assert }) => {
    const { page } = visited
    await page.reload()
    await page.getByText('This is your draft of').waitFor()
    assert.equal(await page.locator('#space-agent-clipNorm-high').inputValue(), '100')
    await page.locator('#command').waitFor()
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await page.setViewportSize({ width: 390, height: 900 })
    assert.equal(await sidewaysScroll(page), 0)
    assert.deepEqual(await axeFindings(page), [])
    await picture(page, 'phone')
    await page.setViewportSize({ width: 1440, height: 900 })
  }).timeout(60_000)

  test('JSON is another view of the same rows; what it cannot show stays where it is', async ({
    assert,
  }) => {
    const { page } = visited
    await page.getByRole('button', { name: 'JSON' }).click()
    const json = page.locator('#space')
    await json.waitFor()
    await picture(page, 'json')
    const space = JSON.parse(await json.inputValue()) as Record<string, object>
    assert.deepEqual(space['agent.clipNorm'], { low: 1, high: 100, log: true })
    await json.fill('{"agent.gama": {}}')
    await page.locator('#space-error').getByText('There is no parameter agent.gama').waitFor()
    await page.getByRole('button', { name: 'Rows' }).click()
    await page.getByText('Nothing changed').waitFor()
    await json.fill(
      '{"environment.reward": {}, "environment.rewardEta": {"low": 0.01, "high": 0.1}}'
    )
    await page.getByRole('button', { name: 'Rows' }).click()
    const values = page.locator('#space-environment-rewardEta-values')
    await values.waitFor()
    assert.equal(await values.inputValue(), 'sharpe; sortino')
    await page.getByRole('img', { name: /searched in \d+ of 200/ }).waitFor()
    await picture(page, 'conditional')
  }).timeout(60_000)

  test('launched, it is a study with what the form had, and the draft is gone', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    await page.fill('#trials', '3')
    await page.fill('#max-resource', '9')
    await page.fill('#grace-period', '1')
    await page.locator('#command').getByText('--max-resource=9').waitFor()
    await launchButton(page).click()
    await page.waitForURL(/\/studies\/\d+$/)
    assert.match(await page.locator('.head-meta').innerText(), /rungs at 1 · 3 · 9 episodes/)
    await page.goto('/studies/new?space=environment')
    await page.locator('#space-features-window-low').waitFor()
    assert.equal(await page.locator('[data-draft-note]').isVisible(), false)
    assert.deepEqual(complaints, [])
  }).timeout(60_000)
})
