import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, get, type ClientRequest, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { MeasuredProcessEnded, type ServedApp } from '#services/bench/pages/served_app'
import type { Visitor } from '#services/bench/pages/visitor'

/** Live pages that are open at once. */
export const LIVE_STREAMS = 200
/** So many episodes that the run trains as long as it is watched. */
const EPISODES = 100_000
const PATIENCE_MS = 60_000
const SETTLE_MS = 5000
/** The unit of times in /proc, in every Linux of today. */
const TICKS_PER_SECOND = 100

/** Pages that are watched: of the run that trains, the list that it stands in, and the front page. */
export const WATCHED = ['run', 'runs', 'overview'] as const

export interface LiveLoad {
  /** Processor time of the server over time, in percent of one core. */
  readonly cpuPercent: number
  /** Messages that one page got in a second. */
  readonly messagesPerSecond: number
}

/**
 * Watches one training run with many live pages of each kind in turn. The run trains in a process of its
 * own: what is measured is the server's.
 * @throws E_MEASURED_PROCESS_ENDED when the run does not begin or a stream ends
 */
export async function watchLive(
  served: ServedApp,
  visitor: Visitor,
  seconds: number
): Promise<LiveLoad[]> {
  served.work()
  const runId = await launch(served, visitor)
  const paths = { run: `/runs/${runId}/live`, runs: '/runs/live', overview: '/overview/live' }
  const loads: LiveLoad[] = []
  for (const page of WATCHED) loads.push(await watch(served, visitor, paths[page], seconds))
  return loads
}

async function watch(
  served: ServedApp,
  visitor: Visitor,
  path: string,
  seconds: number
): Promise<LiveLoad> {
  const agent = new Agent({ keepAlive: true, maxSockets: LIVE_STREAMS })
  const streams = await Promise.all(
    Array.from({ length: LIVE_STREAMS }, () =>
      openStream(`${served.url}${path}`, visitor.headers, agent)
    )
  )
  await sleep(SETTLE_MS)
  const before = { cpu: cpuSeconds(served.pid), messages: heard(streams), time: performance.now() }
  await sleep(1000 * seconds)
  const elapsed = (performance.now() - before.time) / 1000
  const cpu = cpuSeconds(served.pid) - before.cpu
  const messages = heard(streams) - before.messages
  const ended = streams.filter(({ response }) => response.destroyed).length
  for (const { request } of streams) request.destroy()
  agent.destroy()
  if (ended > 0) throw new MeasuredProcessEnded('Live pages', `${ended} of them were ended`)
  return {
    cpuPercent: (100 * cpu) / elapsed,
    messagesPerSecond: messages / LIVE_STREAMS / elapsed,
  }
}

/** A run that has begun to train; its id. */
async function launch(served: ServedApp, visitor: Visitor): Promise<number> {
  const set = [`--episodes=${EPISODES}`, '--preset=quick', '--detach']
  const answer = await served.command(['train', '--dataset=SEEDED-SP500', '--seed=1', ...set])
  const [{ run_id: runId }] = answer['runs'] as { run_id: number }[]
  const until = Date.now() + PATIENCE_MS
  while (Date.now() < until) {
    const run = await visitor.json<{ episodes: number }>(`/api/v1/training/runs/${runId}`)
    if (run.episodes > 0) return runId
    await sleep(200)
  }
  throw new MeasuredProcessEnded('The watched run', 'it has not ended an episode within a minute')
}

interface OpenStream {
  readonly request: ClientRequest
  readonly response: IncomingMessage
  messages: number
}

async function openStream(
  url: string,
  headers: Record<string, string>,
  agent: Agent
): Promise<OpenStream> {
  const request = get(url, { headers: { ...headers, accept: 'text/event-stream' }, agent })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const type = response.headers['content-type'] ?? ''
  if (!type.startsWith('text/event-stream')) {
    throw new MeasuredProcessEnded('A live page', `${response.statusCode}, ${type}`)
  }
  // ended by ourselves at last
  request.on('error', () => undefined)
  response.on('error', () => undefined)
  const stream = { request, response, messages: 0 }
  response.on('data', (chunk: Buffer) => {
    if (chunk.includes('data: ')) stream.messages++
  })
  return stream
}

function heard(streams: readonly OpenStream[]): number {
  return streams.reduce((sum, { messages }) => sum + messages, 0)
}

/** Processor time that a process has used, of all its threads, in itself and in the kernel. */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // behind the command's name, which may hold blanks: the fields from 3 on
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
