import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { axeFindings } from '#tests/browser/axe'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'

/** Pages of who is signed out; addresses that nothing is at. */
const OUTSIDE = ['/sign-in', '/forgotten-password', '/links/nothing', '/setup?token=nothing']
const MISSING = ['/runs/1', '/datasets/1', '/studies/1', '/evaluations/1', '/models/x/1', '/x']
const LISTS = ['/', '/datasets', '/runs', '/episodes', '/studies', '/evaluations', '/models']
const MORE = ['/compare', '/jobs', '/search?q=AAPL', '/help/keys', '/account']
const OF_RESEARCHERS = [
  '/presets',
  '/runs/new',
  '/studies/new',
  '/evaluations/new',
  '/datasets/new',
]

/** In each theme once, each width once. */
const FORMS = [
  [1440, 'light'],
  [390, 'dark'],
] as const

test.group('Pages before there is anything', (group) => {
  let browser: Browser
  let served: Served

  group.setup(async () => {
    await emptyTables()
    served = await serve()
    browser = await openBrowser()
    for (const role of ['viewer', 'researcher'] as const) {
      await User.create({ email: `${role}@example.com`, password: PASSWORD, role })
    }
    return async () => {
      await browser.close()
      await served.stop()
      await emptyTables()
    }
  })

  for (const [width, theme] of FORMS) {
    test(`have no serious finding of axe and no sideways scroll at ${width} px, ${theme}`, async ({
      assert,
    }) => {
      const { context, page } = await visit(browser, served.url, { width, theme })
      const found: string[] = []
      const look = async (paths: readonly string[], status: number | null): Promise<void> => {
        for (const path of paths) found.push(...(await findingsOf(page, path, status)))
      }
      await look(OUTSIDE, null)
      await signIn(page, 'viewer@example.com')
      await look([...LISTS, ...MORE], 200)
      await look(MISSING, 404)
      await look([...OF_RESEARCHERS, '/users', '/audit', '/settings'], 403)
      await context.clearCookies()
      await signIn(page, 'researcher@example.com')
      await look([...LISTS, ...OF_RESEARCHERS, '/tokens'], 200)
      await context.close()
      assert.deepEqual(found, [])
    }).timeout(180_000)
  }
})

/** @param status that it must answer with; null: any but a fault of the server */
async function findingsOf(page: Page, path: string, status: number | null): Promise<string[]> {
  const response = await page.goto(path)
  const answered = response?.status() ?? 500
  const isRight = status === null ? answered < 500 : answered === status
  const sideways = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth'
  )
  return [
    ...(isRight ? [] : [`${path} answered ${answered}`]),
    ...(sideways === 0 ? [] : [`${path} scrolls sideways by ${sideways} px`]),
    ...(await axeFindings(page)).map((finding) => `${path}: ${finding}`),
  ]
}
