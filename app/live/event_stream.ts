import logger from '@adonisjs/core/services/logger'
import { PassThrough } from 'node:stream'
import { stoppedAmong, type Viewer } from './viewers.js'

const KEEP_ALIVE_MS = 15_000

const open = new Set<EventStream>()
let keepAlive: NodeJS.Timeout | null = null
let isChecking = false

/** Server-sent events to one page, as long as its viewer may look. */
export class EventStream {
  readonly body = new PassThrough()
  readonly viewer: Viewer
  #onClose: (() => void)[] = []

  constructor(viewer: Viewer) {
    this.viewer = viewer
    this.body.once('close', () => this.#closed())
    open.add(this)
    keepAlive ??= setInterval(keepStreams, KEEP_ALIVE_MS)
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

  /** Calls once the page that is behind has read all that it was sent. */
  onceRead(listener: () => void): void {
    this.body.once('drain', listener)
  }

  onClose(listener: () => void): void {
    this.#onClose.push(listener)
  }

  /** Says that it is still there. */
  keepAlive(): void {
    this.body.write(': alive\n\n')
  }

  close(): void {
    this.body.end()
    this.body.destroy()
  }

  #closed(): void {
    open.delete(this)
    if (open.size === 0) stopKeeping()
    for (const listener of this.#onClose.splice(0)) listener()
  }
}

function keepStreams(): void {
  for (const stream of open) stream.keepAlive()
  void closeStopped()
}

function stopKeeping(): void {
  if (keepAlive !== null) clearInterval(keepAlive)
  keepAlive = null
}

/** Closes the streams of who may not look any more: their pages come back, and are refused or get what their role is shown. */
async function closeStopped(): Promise<void> {
  if (isChecking) return
  isChecking = true
  try {
    const stopped = await stoppedAmong([...open].map(({ viewer }) => viewer))
    for (const stream of open) if (stopped.has(stream.viewer)) stream.close()
  } catch (error) {
    // without its database a stream tells nothing new; the next check comes soon
    logger.warn({ err: error }, 'Who may watch live pages could not be checked')
  } finally {
    isChecking = false
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
