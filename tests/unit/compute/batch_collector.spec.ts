import { test } from '@japa/runner'
import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import { BatchCollector } from '../../../app/compute/workers/batch_collector.ts'
import {
  CONTROL_BYTES,
  MOST_PENDING,
  PENDING,
  type TrainMessage,
} from '../../../app/compute/workers/train_messages.ts'
import type { RunProgress } from '../../../app/core/agent/run_contract.ts'

const PROGRESS: RunProgress = {
  episode: 1,
  episodes: 2,
  envSteps: 10,
  plannedSteps: 20,
  updates: 5,
  epsilon: 1,
  loss: null,
  memoryTransitions: 10,
  memoryBytes: 100,
  bestValidation: null,
}

/** Stores one batch: says so in `stored`, then makes room. */
const STORER = `
  const { workerData: { control, stored } } = require('node:worker_threads')
  Atomics.store(stored, 0, 1)
  Atomics.sub(control, ${PENDING}, 1)
  Atomics.notify(control, ${PENDING})
`

test.group('Back-pressure', () => {
  test('a thread waits while as many batches as may are not stored, then goes on', async ({
    assert,
  }) => {
    const memory = new SharedArrayBuffer(CONTROL_BYTES)
    const control = new Int32Array(memory)
    const { port1, port2 } = new MessageChannel()
    const collector = new BatchCollector({ port: port2, control: memory }, 0, 0)
    for (let k = 0; k < MOST_PENDING; k++) collector.flush(PROGRESS, null)
    assert.equal(Atomics.load(control, PENDING), MOST_PENDING)

    const stored = new Int32Array(new SharedArrayBuffer(4))
    const storer = new Worker(STORER, { eval: true, workerData: { control, stored } })
    collector.flush(PROGRESS, null) // this thread waits here for the other
    assert.equal(Atomics.load(stored, 0), 1)
    assert.equal(Atomics.load(control, PENDING), MOST_PENDING)

    const messages: TrainMessage[] = []
    port1.on('message', (message: TrainMessage) => messages.push(message))
    port2.close()
    await Promise.all([once(port1, 'close'), once(storer, 'exit')])
    assert.lengthOf(messages, MOST_PENDING + 1)
  })

  test('what waited to be sent is sent once', async ({ assert }) => {
    const { port1, port2 } = new MessageChannel()
    const control = new SharedArrayBuffer(CONTROL_BYTES)
    const collector = new BatchCollector({ port: port2, control }, 0, 0)
    const checkpoint = { bytes: new Uint8Array([1, 2, 3]), sequence: 4 }
    collector.flush(PROGRESS, checkpoint)
    collector.flush(PROGRESS, null)
    const messages: TrainMessage[] = []
    port1.on('message', (message: TrainMessage) => messages.push(message))
    port2.close()
    await once(port1, 'close')
    assert.deepEqual(
      messages.map((message) => message.type === 'batch' && message.checkpoint),
      [checkpoint, null]
    )
  })

  test('what is left at the end is sent, and nothing where nothing is', async ({ assert }) => {
    const { port1, port2 } = new MessageChannel()
    const control = new SharedArrayBuffer(CONTROL_BYTES)
    const collector = new BatchCollector({ port: port2, control }, 0, 0)
    collector.flush(PROGRESS, null)
    collector.flushRest(PROGRESS)
    collector.flushRest({ ...PROGRESS, envSteps: 11 })
    collector.flushRest({ ...PROGRESS, envSteps: 11 })
    const messages: TrainMessage[] = []
    port1.on('message', (message: TrainMessage) => messages.push(message))
    port2.close()
    await once(port1, 'close')
    assert.deepEqual(
      messages.map((message) => message.type === 'batch' && message.progress.envSteps),
      [10, 11]
    )
  })
})
