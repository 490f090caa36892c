import type { TrainResult } from '#compute/workers/train_messages'
import { TrainingPool } from '#compute/training_pool'
import { resolveParameters } from '#core/parameters/resolve'
import { figureOf, type Figures, type Measuring } from '#services/bench/figure'
import { sampleRunDataset } from '#services/environment_session'
import type TrainingService from '#services/training_service'
import type { Actor } from '#services/audit_service'
import { runReports } from '#services/training/train_report'
import { setTimeout as sleep } from 'node:timers/promises'

/** One update a step and a constant epsilon, as the peers' loops have. */
const OVERRIDES = {
  'features.window': 2,
  'agent.hiddenLayers': [64, 64],
  'agent.trainEvery': 1,
  'agent.learningStarts': 64,
  'agent.epsilonStart': 0.1,
  'agent.epsilonEnd': 0.1,
  'training.episodeLength': 252,
  'training.validateEvery': 1_000_000,
}

/** What the suite needs of the application. */
export interface TrainingBench {
  readonly training: TrainingService
  readonly datasetId: number
  readonly actor: Actor
}

/**
 * Environment steps a second of whole runs: in a thread alone, with storage and the default recording,
 * and of two seeds in two threads over one. Its experiments are deleted again.
 */
export async function trainingSuite(
  { repeats, quick }: Measuring,
  bench: TrainingBench
): Promise<Figures> {
  const episodes = quick ? 10 : 200
  const stored: number[] = []
  const unrecorded: number[] = []
  const ratio: number[] = []
  for (let k = 0; k < repeats; k++) {
    stored.push(await storedRate(bench, { ...OVERRIDES, 'training.episodes': episodes }))
    const bare = { ...OVERRIDES, 'training.episodes': episodes, 'training.recordEvery': 0 }
    unrecorded.push(await storedRate(bench, bare))
    ratio.push(await twoOverOne(episodes))
  }
  return {
    'env_steps_per_second/64x64': figureOf(stored, '1/s'),
    'env_steps_per_second/64x64/recording_off': figureOf(unrecorded, '1/s'),
    threads_2_over_1: figureOf(ratio, '×'),
  }
}

async function storedRate(
  { training, datasetId, actor }: TrainingBench,
  set: object
): Promise<number> {
  const input = {
    datasets: [datasetId],
    preset: 'quick' as const,
    set: { ...set },
    seeds: [1],
    name: 'bench',
  }
  const { runIds } = await training.launch(input, actor)
  for (;;) {
    const [report] = await runReports(runIds)
    if (report.status === 'completed') {
      await training.delete(runIds[0], actor)
      return report.env_steps_per_second ?? 0
    }
    if (report.status === 'failed') throw new Error(report.error?.message)
    await sleep(50)
  }
}

/** Steps a second of two seeds at once over those of one. */
async function twoOverOne(episodes: number): Promise<number> {
  const dataset = await sampleRunDataset()
  const parameters = resolveParameters(
    { ...OVERRIDES, 'training.episodes': episodes, 'training.recordEvery': 0 },
    'quick'
  )
  const pool = new TrainingPool(2)
  const train = async (seed: number): Promise<number> => {
    const spec = { seed, parameters, datasets: [dataset], codeVersion: 'bench' }
    const task = { spec, checkpoint: null, sequence: 0, checkpointEverySeconds: Infinity }
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
