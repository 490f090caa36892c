import app from '@adonisjs/core/services/app'
import { TrainingPool, type RunningTraining } from '#compute/training_pool'
import { Queue } from '#services/queue'
import RunDatasets from '#services/training/run_datasets'
import { RunExecutor } from '#services/training/run_executor'
import { registerWorker } from '#services/worker_service'

/**
 * Executes runs in this process, whose thread can be killed and whose writing can be held up.
 * @param checkpointEverySeconds 0: one at each episode
 */
export async function executorHere(checkpointEverySeconds = 0.2, threadCount = 1) {
  const pool = new TrainingPool(threadCount)
  const threads: RunningTraining[] = []
  let held = Promise.resolve()
  let inHand = Promise.resolve()
  const train = pool.train.bind(pool)
  pool.train = (task, receive) => {
    const training = train(task, (message) => {
      inHand = held.then(() => receive(message))
      return inHand
    })
    threads.push(training)
    return training
  }
  const { workerId } = await registerWorker('worker', threadCount)
  const datasets = await app.container.make(RunDatasets)
  const queue = await app.container.make(Queue)
  const settings = { workerId, codeVersion: 'test', checkpointEverySeconds }
  return {
    executor: new RunExecutor(pool, datasets, queue, settings),
    killThread: () => threads.at(-1)!.abort(),
    /** Stores nothing more until the function that it gives is called. */
    hold: async () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      await inHand
      return resolve
    },
    close: () => pool.close(),
  }
}
