import type { TrainResult } from '#compute/workers/train_messages'
import { TrainingPool } from '#compute/training_pool'
import { resolveParameters } from '#core/parameters/resolve'
import { sampleRunDataset } from '#services/environment_session'

/** Steps a second of two seeds at once, in a thread each, over those of one; nothing is recorded. */
export async function twoThreadsOverOne(set: Readonly<Record<string, unknown>>): Promise<number> {
  const dataset = await sampleRunDataset()
  const parameters = resolveParameters({ ...set, 'training.recordEvery': 0 }, 'quick')
  const pool = new TrainingPool(2)
  const train = async (seed: number): Promise<number> => {
    const spec = { seed, parameters, datasets: [dataset], codeVersion: 'bench' }
    const task = {
      spec,
      checkpoint: null,
      sequence: 0,
      checkpointEverySeconds: Infinity,
      pauseAt: null,
    }
    const { seconds } = (await pool.train(task, async () => {}).result) as TrainResult
    return seconds
  }
  try {
    await Promise.all([train(1), train(2)])
    const one = await train(1)
    const two = await Promise.all([train(1), train(2)])
    return (2 * one) / Math.max(...two)
  } finally {
    await pool.close()
  }
}
