/** A browser that keeps cookies, against a served production process. */
export class CookieBrowser {
  readonly #origin: string
  readonly #cookies = new Map<string, string>()

  constructor(port: number) {
    this.#origin = `http://127.0.0.1:${port}`
  }

  get sessionCookie(): string | undefined {
    return this.#cookies.get('session')
  }

  /** The session is over, as after its 12 hours. */
  loseSession(): void {
    this.#cookies.delete('session')
  }

  /** Has a session's cookie that somebody else chose. */
  takeSession(cookie: string): void {
    this.#cookies.set('session', cookie)
  }

  /** What another browser gets that was given this one's earlier cookie. */
  async statusWith(sessionCookie: string, path: string): Promise<number> {
    const headers = { cookie: `session=${sessionCookie}` }
    return (await fetch(this.#origin + path, { headers, redirect: 'manual' })).status
  }

  async get(path: string): Promise<string> {
    return (await this.#fetch(path, {})).text()
  }

  async status(path: string): Promise<number> {
    return (await this.#fetch(path, {})).status
  }

  async post(path: string, form: Record<string, string>): Promise<Response> {
    const page = await this.get(await this.#formPage(path))
    const token = /name="csrf-token" content="([^"]+)"/.exec(page)?.[1] ?? ''
    const body = new URLSearchParams({ ...form, _csrf: token })
    return this.#fetch(path, { method: 'POST', body })
  }

  /** A page with a form, whose token any form of the session may send. */
  async #formPage(path: string): Promise<string> {
    return (await this.status('/account')) === 200 ? '/account' : path
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, 'user-agent': 'Test browser 1' }
    const response = await fetch(this.#origin + path, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0].split(/=(.*)/s)
      this.#cookies.set(name, value)
    }
    return response
  }
}
