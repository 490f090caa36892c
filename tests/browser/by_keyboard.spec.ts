import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { announce } from '#live/announce'
import { RUNS_TOPIC } from '#live/topics'
import User from '#models/user'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { emptyTables } from '#tests/browser/empty_tables'
import type { Visit } from '#tests/browser/open_browser'
import { signedIn } from '#tests/browser/signed_in'

test.group('Pages by keyboard', (group) => {
  let planted: PlantedRun
  let visited: Visit

  group.setup(async () => {
    await emptyTables()
    planted = await plantRun({ episodes: 20 })
    const opened = await signedIn('kay@example.com', 'viewer')
    ;({ visited } = opened)
    return opened.close
  })

  test('the first Tab offers to skip to the content', async ({ assert }) => {
    const { page } = visited
    await page.goto('/runs')
    await page.keyboard.press('Tab')
    assert.equal(await page.locator(':focus').innerText(), 'Skip to content')
    await page.keyboard.press('Enter')
    assert.equal(await page.locator(':focus').getAttribute('id'), 'main')
  })

  test('j and k walk the rows and Enter opens one', async () => {
    const { page } = visited
    await page.goto(`/runs/${planted.runId}/episodes?kind=all`)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/episodes\/\d+$/)
  })

  test('x chooses rows, and the bar compares two to six, exports and asks before it deletes', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    await User.query().where('email', 'kay@example.com').update({ role: 'researcher' })
    await page.goto(`/runs/${planted.runId}/episodes?kind=all`)
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    const bar = page.locator('[data-chosen-some]')
    await bar.getByText('1 chosen').waitFor()
    assert.isTrue(await bar.getByRole('button', { name: 'Compare' }).isDisabled())
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await bar.getByText('2 chosen').waitFor()
    const download = page.waitForEvent('download')
    await bar.getByRole('button', { name: 'Export CSV' }).click()
    assert.equal((await download).suggestedFilename(), 'episodes.csv')
    await bar.getByRole('button', { name: 'Compare' }).click()
    await page.waitForURL(/\/compare\?ids=episode-\d+&ids=episode-\d+/)
    await page.goto('/runs')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await bar.getByRole('button', { name: 'Delete…' }).click()
    const dialog = page.locator('#fetched-dialog')
    await dialog.getByText(/^Deletes 1 experiment, and with it 1 run/).waitFor()
    assert.isTrue(await dialog.getByRole('button', { name: 'Delete 1 experiment' }).isDisabled())
    await dialog.getByRole('button', { name: 'Keep them' }).click()
    await bar.getByRole('button', { name: 'Clear' }).click()
    assert.isTrue(await page.locator('[data-chosen-none]').isVisible())
    await User.query().where('email', 'kay@example.com').update({ role: 'viewer' })
    assert.deepEqual(complaints, [])
  })

  test('a live page keeps what is chosen when it changes, and says what cancelling stops', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    await User.query().where('email', 'kay@example.com').update({ role: 'researcher' })
    const run = () => db.from('training_runs').where('run_id', planted.runId)
    await run().update({ status: 'running', heartbeat_at: new Date(), episodes_done: 7 })
    await page.goto('/jobs?status=running')
    await page.getByText('7 of 20 episodes').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await run().update({ episodes_done: 8 })
    await announce(db.connection(), { topic: RUNS_TOPIC, kind: 'status' })
    await page.getByText('8 of 20 episodes').waitFor()
    assert.isTrue(await page.getByLabel(`Choose run ${planted.runId}`).isChecked())
    await page.getByText('1 chosen').waitFor()
    await page.getByRole('button', { name: 'Cancel…' }).click()
    const dialog = page.locator('#fetched-dialog')
    await dialog.getByText(/Stops 1 running run at the next step; keeps 8 episodes/).waitFor()
    await dialog.getByRole('button', { name: 'Cancel 1 run' }).click()
    await page.getByText('1 of 1 is cancelled.').waitFor()
    assert.equal(new URL(page.url()).search, '?status=running')
    await run().update({ status: 'completed', cancel_requested: false })
    await User.query().where('email', 'kay@example.com').update({ role: 'viewer' })
    assert.deepEqual(complaints, [])
  })

  test('a region that waits for longer than 300 ms says so until its answer is there', async () => {
    const { page } = visited
    await User.query().where('email', 'kay@example.com').update({ role: 'researcher' })
    const check = '**/runs/new/check'
    await page.route(check, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 900))
      await route.continue()
    })
    await page.goto('/runs/new')
    await page.fill('#p-agent-gamma', '0.9')
    await page.locator('#before-launch[aria-busy="true"]').waitFor()
    await page.locator('#before-launch:not([aria-busy])').waitFor()
    await page.unroute(check)
    await User.query().where('email', 'kay@example.com').update({ role: 'viewer' })
  })

  test('? lists the keys, and turning letter keys off silences it', async ({ assert }) => {
    const { page } = visited
    await page.goto('/runs')
    await page.keyboard.press('?')
    await page.locator('#keys-dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.goto('/account')
    await page.getByRole('radio', { name: 'off' }).check()
    await page.goto('/runs')
    await page.keyboard.press('?')
    assert.isFalse(await page.locator('#keys-dialog').isVisible())
  })

  test('a chart is walked, selected and zoomed without a pointer, and its values are said', async ({
    assert,
  }) => {
    const { page, complaints } = visited
    await page.goto(`/episodes/${planted.bestEpisodeId}?bar=200`)
    await page.locator('#price canvas').first().focus()
    await page.keyboard.press('ArrowLeft')
    const said = await page.locator('#price [data-announce]').innerText()
    assert.match(said, /^2020-10-09: .*Equity \$[\d,]+/)
    await page.keyboard.press('+')
    await page.waitForURL(/from=\d+&to=\d+/)
    await page.keyboard.press('0')
    await page.waitForURL((url) => !url.searchParams.has('from'))
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.waitForURL(/bar=120/)
    assert.deepEqual(complaints, [])
  })

  test('the theme that one chooses is there on the next page', async ({ assert }) => {
    const { page } = visited
    await page.getByRole('button', { name: /Theme/ }).click()
    await page.goto('/datasets')
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark')
  })

  test('search finds a run by its number', async () => {
    const { page } = visited
    await page.goto('/')
    await page.getByRole('textbox', { name: 'Search' }).fill(String(planted.runId))
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: `Run ${planted.runId}` }).click()
    await page.waitForURL(`/runs/${planted.runId}`)
  })

  test('a viewer sees no control that launches, stops or deletes', async ({ assert }) => {
    const { page } = visited
    for (const path of ['/', '/runs', '/datasets', `/runs/${planted.runId}`]) {
      await page.goto(path)
      const controls = page.getByRole('link', { name: /^New |Clone|Train/ })
      assert.equal(await controls.count(), 0, path)
      assert.equal(await page.getByRole('button', { name: /Cancel run|Delete|Resume/ }).count(), 0)
    }
  })
})
