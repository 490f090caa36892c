import type { Browser } from 'playwright-core'
import User, { type Role } from '#models/user'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, signIn, visit, type Visit } from '#tests/browser/open_browser'
import { serve, type Served } from '#tests/browser/served'

/** A server, and a browser in which a person is signed in. */
export interface SignedIn {
  readonly served: Served
  readonly browser: Browser
  readonly visited: Visit
  /** Ends both and empties the tables. */
  readonly close: () => Promise<void>
}

/** Makes a person, serves, and signs the person in. */
export async function signedIn(email: string, role: Role): Promise<SignedIn> {
  await User.create({ email, password: PASSWORD, role })
  const served = await serve()
  const browser = await openBrowser()
  const visited = await visit(browser, served.url)
  await signIn(visited.page, email)
  const close = async () => {
    await browser.close()
    await served.stop()
    await emptyTables()
  }
  return { served, browser, visited, close }
}
