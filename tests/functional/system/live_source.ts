import { once } from 'node:events'
import { get, type ClientRequest, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const AGAIN_AFTER_MS = 50

export interface Heard {
  readonly event: string
  readonly data: string
}

/** As a browser's EventSource: it connects again by itself, and says the id that it read last. */
export class LiveSource {
  readonly heard: Heard[] = []
  /** Statuses of the answers, one a connection. */
  readonly statuses: number[] = []
  readonly #url: string
  readonly #headers: Readonly<Record<string, string>>
  #lastId: string | null = null
  #request: ClientRequest | null = null
  #isOver = false

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.#url = url
    this.#headers = headers
  }

  /** Listens until it is closed. */
  async listen(): Promise<void> {
    while (!this.#isOver) {
      await this.#connect()
      await sleep(AGAIN_AFTER_MS)
    }
  }

  close(): void {
    this.#isOver = true
    this.#request?.destroy()
  }

  async #connect(): Promise<void> {
    const resumed = this.#lastId === null ? {} : { 'last-event-id': this.#lastId }
    this.#request = get(this.#url, { headers: { ...this.#headers, ...resumed }, agent: false })
    try {
      const [response] = (await once(this.#request, 'response')) as [IncomingMessage]
      this.statuses.push(response.statusCode ?? 0)
      let text = ''
      for await (const chunk of response.setEncoding('utf8')) {
        text += chunk as string
        const blocks = text.split('\n\n')
        // a message that is cut off is none
        text = blocks.pop()!
        for (const block of blocks) this.#read(block)
      }
    } catch (error) {
      // a stopping server cuts the stream, and the test ends it
      if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error
    }
  }

  #read(block: string): void {
    const fields = block.split('\n').map((line) => line.split(/: ?(.*)/s) as [string, string])
    const of = (name: string) => fields.filter(([key]) => key === name).map(([, value]) => value)
    const [id] = of('id')
    if (id !== undefined) this.#lastId = id
    const data = of('data')
    if (data.length > 0)
      this.heard.push({ event: of('event')[0] ?? 'message', data: data.join('\n') })
  }
}
