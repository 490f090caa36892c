import { PassThrough } from 'node:stream'

const KEEP_ALIVE_MS = 15_000

const open = new Set<EventStream>()

/** Server-sent events to one page. */
export class EventStream {
  readonly body = new PassThrough()
  readonly #keepAlive: NodeJS.Timeout
  #onClose: (() => void)[] = []

  constructor() {
    this.#keepAlive = setInterval(() => this.body.write(': alive\n\n'), KEEP_ALIVE_MS)
    this.body.once('close', () => this.#closed())
    open.add(this)
    this.body.write(': open\n\n')
  }

  /** Whether the page reads slower than it is written to; then a message can be left out. */
  get isBehind(): boolean {
    return this.body.writableNeedDrain
  }

  /** Whether the page has gone, or was told to. */
  get isClosed(): boolean {
    return this.body.destroyed
  }

  /** Without a name the page swaps it in as HTML, with one it is an event. */
  send(data: string, event?: string, id?: string): void {
    this.body.write(eventText(data, event, id))
  }

  /** Messages made by `eventText`, for several pages at once. */
  write(messages: Buffer): void {
    this.body.write(messages)
  }

  onClose(listener: () => void): void {
    this.#onClose.push(listener)
  }

  close(): void {
    this.body.end()
    this.body.destroy()
  }

  #closed(): void {
    clearInterval(this.#keepAlive)
    open.delete(this)
    for (const listener of this.#onClose.splice(0)) listener()
  }
}

/** A message as it is sent. A page that was cut off says the last `id` it read when it comes back. */
export function eventText(data: string, event?: string, id?: string): string {
  const lines = data.split('\n').map((line) => `data: ${line}\n`)
  const head = `${event ? `event: ${event}\n` : ''}${id ? `id: ${id}\n` : ''}`
  return `${head}${lines.join('')}\n`
}

/** Ends all streams: an open one would keep the server from stopping. */
export function closeStreams(): void {
  for (const stream of open) stream.close()
}
