import app from '@adonisjs/core/services/app'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { CodedError } from '#core/errors'

/** A worker of the bench ended before it worked. */
class BenchWorkerEnded extends CodedError {
  readonly code = 'E_BENCH_WORKER_ENDED'
  readonly kind = 'conflict'

  constructor(said: string) {
    super(`A worker of the bench did not begin: ${said}`, 'Mend that and run the suite again.')
  }
}

/** Acts while so many workers of one thread each, processes of their own, work the queues. */
export async function withWorkers<T>(count: number, act: () => Promise<T>): Promise<T> {
  const workers = Array.from({ length: count }, startWorker)
  try {
    await Promise.all(workers.map(({ working }) => working))
    return await act()
  } finally {
    await Promise.all(workers.map(({ stop }) => stop()))
  }
}

function startWorker() {
  const child = spawn(process.execPath, ['ace.js', 'worker', '--concurrency=1'], {
    cwd: app.makePath(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'close')
  return {
    working: sayingThatItWorks(createInterface({ input: child.stderr })),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Its first words say that it works; what comes before its end otherwise says why not. */
async function sayingThatItWorks(lines: AsyncIterable<string>): Promise<void> {
  const said: string[] = []
  for await (const line of lines) {
    if (line.startsWith('Working the queues')) return
    said.push(line)
  }
  throw new BenchWorkerEnded(said.join(' '))
}
