import {
  chromium as playwright,
  type Browser,
  type BrowserContext,
  type Page,
} from 'playwright-core'
import { packedChromium } from '#tests/browser/packed_chromium'

const PATIENCE_MS = 15_000

export const PASSWORD = 'correct horse battery'

/** The packed Chromium, or the one that CHROMIUM_PATH names. */
export async function openBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH']
  const launch = named ? { executablePath: named } : await packedChromium()
  return playwright.launch({ ...launch, headless: true })
}

export interface Visit {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors of the console and of scripts since the visit began. */
  readonly complaints: string[]
}

/** A fresh browser profile with one page. */
export async function visit(
  browser: Browser,
  url: string,
  options: { width?: number; theme?: 'light' | 'dark' } = {}
): Promise<Visit> {
  const { width = 1440, theme = 'light' } = options
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return { context, page, complaints }
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.fill('#email', email)
  await page.fill('#password', PASSWORD)
  await page.click('button[type=submit]')
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}
