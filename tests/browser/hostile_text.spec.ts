import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Browser } from 'playwright-core'
import User from '#models/user'
import { plantWorker } from '#tests/functional/api/planted_records'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { pagesOf, plantEvaluations, type Evaluated } from '#tests/browser/planted_pages'
import { serve, type Served } from '#tests/browser/served'

/** Closes any attribute, script or comment it may stand in, then runs. */
const HOSTILE = `'"--></script><script>window.hostile=1</script><img src=/hostile onerror="window.hostile=1">`
/** What of it a page may not hold unescaped. */
const RAW = ['<script>window.hostile', '<img src=/hostile']

/** Names that a page may read from its address. */
const QUERY_NAMES = [
  ...['name', 'q', 'to', 'tab', 'kind', 'status', 'sort', 'after', 'before', 'bar', 'ids', 'from'],
  ...['run', 'experiment', 'dataset', 'symbol', 'interval', 'source', 'range', 'adjustment', 'by'],
  ...['indicators', 'indicators[]', 'cursor', 'role', 'person', 'act', 'route', 'space', 'preset'],
  ...['in.agent.learningRate', 'rung', 'trial', 'object', 'text', 'since', 'until', 'versions'],
]

/** Every column that keeps words of people or of other systems. */
const COLUMNS = {
  access_links: ['email', 'made_by'],
  audit_events: ['person', 'object_type', 'object_id', 'address'],
  auth_access_tokens: ['name'],
  dataset_findings: ['rule', 'message'],
  datasets: ['currency'],
  evaluation_runs: ['reason'],
  experiments: ['name', 'notes', 'saved_preset'],
  model_versions: ['reason', 'retire_reason'],
  reruns: ['error_code', 'error_message', 'error_remedy'],
  run_events: ['message'],
  studies: ['name', 'notes', 'error_code', 'error_message', 'error_remedy'],
  study_segments: ['worker'],
  study_trials: ['error_message'],
  test_looks: ['symbol', 'reason'],
  training_runs: ['notes', 'code_version', 'error_code', 'error_message', 'error_remedy'],
  users: ['email'],
  webhook_deliveries: ['error'],
  webhooks: ['name', 'url'],
  workers: ['host', 'version'],
} as const

async function poison(): Promise<void> {
  // the log of changes refuses to be changed: the test writes into it as an intruder would
  await db.rawQuery(`alter table audit_events disable trigger user`)
  for (const [table, columns] of Object.entries(COLUMNS)) {
    for (const column of columns) await db.rawQuery(`update ${table} set ${column} = ?`, [HOSTILE])
  }
  // of one symbol they would be versions of one dataset
  await db.rawQuery('update datasets set symbol = ? || dataset_id', [HOSTILE])
  await db.rawQuery('update experiments set tags = array[?]', [HOSTILE])
  await db.rawQuery('update workers set draining_since = now(), drained_by = ?', [HOSTILE])
  await db.rawQuery(
    `insert into saved_presets (name, preset, overrides, seeds, is_shared)
     values (?, 'quick', '{}', '[1]', true)`,
    [HOSTILE]
  )
  await db.rawQuery(`update audit_events set details = jsonb_build_object('before', ?::text)`, [
    HOSTILE,
  ])
  await db.rawQuery(
    `update evaluation_runs set error = jsonb_build_object('code', ?::text,
    'message', ?::text, 'remedy', ?::text) where status = 'failed'`,
    [HOSTILE, HOSTILE, HOSTILE]
  )
  await db.rawQuery(`alter table audit_events enable trigger user`)
}

test.group('Hostile text', (group) => {
  let browser: Browser
  let planted: PlantedRun
  let evaluated: Evaluated
  let served: Served

  group.setup(async () => {
    await emptyTables()
    served = await serve()
    browser = await openBrowser()
    planted = await plantRun()
    evaluated = await plantEvaluations(planted)
    await plantWorker()
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  test('stored in any field, it is shown as text on every page and runs on none', async ({
    assert,
  }) => {
    const user = await User.create({ email: 'eve@example.com', password: PASSWORD, role: 'admin' })
    await User.accessTokens.create(user, ['read'], { name: 'program' })
    await db.table('webhooks').insert({
      ...{ name: 'hook', url: 'http://127.0.0.1:9/', format: 'generic', secret: 's' },
      ...{ events: ['run.failed'] },
    })
    const { context, page, complaints } = await visit(browser, served.url)
    await signIn(page, 'eve@example.com')
    await page.goto('/users')
    await poison()
    const found: string[] = []
    let shown = 0
    for (const path of pagesOf(planted, evaluated)) {
      const response = await page.goto(path)
      const html = (await response?.text()) ?? ''
      if (response?.status() !== 200) found.push(`${path} answered ${response?.status()}`)
      if (RAW.some((raw) => html.includes(raw))) found.push(`${path} has it unescaped`)
      if (html.includes('window.hostile=1')) shown++
      await page.waitForLoadState('networkidle').catch(() => null)
      if (await page.evaluate('window.hostile')) found.push(`${path} ran it`)
      if ((await page.locator('img[src="/hostile"]').count()) > 0) found.push(`${path} built it`)
      found.push(...complaints.splice(0).map((complaint) => `${path}: ${complaint}`))
    }
    await context.close()
    assert.deepEqual(found, [])
    assert.isAbove(shown, 20) // it was there to be shown
  }).timeout(180_000)

  test('sent in any part of an address, it comes back as text and runs on no page', async ({
    assert,
  }) => {
    await emptyTables()
    planted = await plantRun()
    evaluated = await plantEvaluations(planted)
    await User.create({ email: 'mallory@example.com', password: PASSWORD, role: 'admin' })
    const { context, page } = await visit(browser, served.url)
    await signIn(page, 'mallory@example.com')
    const found: string[] = []
    const hostile = encodeURIComponent(HOSTILE)
    const named = QUERY_NAMES.map((name) => `${encodeURIComponent(name)}=${hostile}`).join('&')
    const paths = [...pagesOf(planted, evaluated), '/sign-in', '/setup', '/links/x', '/search']
    const addresses = paths.flatMap((path) => {
      const [bare] = path.split('?')
      return [`${bare}?${named}`, `${bare === '/' ? '' : bare}/${hostile}`]
    })
    for (const address of addresses) {
      const response = await page.request.get(address, { maxRedirects: 0 })
      const html = await response.text()
      const where = address.slice(0, 60)
      if (response.status() >= 500) found.push(`${where} answered ${response.status()}`)
      if (RAW.some((raw) => html.includes(raw))) found.push(`${where} has it unescaped`)
      const headers = JSON.stringify(response.headersArray())
      if (RAW.some((raw) => headers.includes(raw))) found.push(`${where} has it in a header`)
    }
    await context.close()
    assert.deepEqual(found, [])
  }).timeout(180_000)
})
