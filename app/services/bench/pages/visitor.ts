import { setTimeout as sleep } from 'node:timers/promises'
import { CodedError } from '#core/errors'

/** A page that is measured must be the page, not its refusal. */
class PageNotServed extends CodedError {
  readonly code = 'E_PAGE_NOT_SERVED'
  readonly kind = 'conflict'

  constructor(path: string, status: number) {
    super(`GET ${path} answered ${status}, so it was not measured.`, 'Mend the page first.')
  }
}

export interface Visited {
  readonly body: string
  readonly milliseconds: number
}

/** A person with a session, over real HTTP. */
export class Visitor {
  readonly #url: string
  readonly #cookies = new Map<string, string>()

  constructor(url: string) {
    this.#url = url
  }

  async signIn(email: string, password: string): Promise<void> {
    const { body } = await this.get('/sign-in')
    const token = /name=['"]_csrf['"] value=['"]([^'"]+)['"]/.exec(body)?.[1] ?? ''
    const form = new URLSearchParams({ _csrf: token, email, password })
    const response = await this.#ask('/sign-in', { method: 'POST', body: form })
    await response.text()
    const to = response.headers.get('location')
    if (to !== '/') throw new PageNotServed(`/sign-in (to ${to})`, response.status)
  }

  /**
   * A page or an answer of the API, whole; a redirect is one too. Who asks faster than a person may waits
   * as told, which is not measured. @throws E_PAGE_NOT_SERVED
   */
  async get(path: string): Promise<Visited> {
    const begun = performance.now()
    const response = await this.#ask(path, {})
    const body = await response.text()
    const milliseconds = performance.now() - begun
    if (response.status === 429) {
      await sleep(1000 * Number(response.headers.get('retry-after')))
      return this.get(path)
    }
    if (response.status >= 400) throw new PageNotServed(path, response.status)
    return { body, milliseconds }
  }

  async json<T>(path: string): Promise<T> {
    return JSON.parse((await this.get(path)).body) as T
  }

  /** Headers of a request of this person's. */
  get headers(): Record<string, string> {
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`)
    return { cookie: cookies.join('; '), accept: 'text/html, application/json;q=0.9, */*;q=0.8' }
  }

  async #ask(path: string, init: RequestInit): Promise<Response> {
    const { headers } = this
    const response = await fetch(this.#url + path, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value)
    }
    return response
  }
}
