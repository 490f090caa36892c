import { setTimeout as sleep } from 'node:timers/promises'
import { CodedError } from '#core/errors'
import type { Actor } from '#services/audit_service'
import { withWorkers } from '#services/bench/bench_workers'
import type { Suite } from '#services/bench/measurement'
import { twoThreadsOverOne } from '#services/bench/two_threads'
import { runReports } from '#services/training/train_report'
import type TrainingService from '#services/training_service'

/** The work of the peers' loops: plain DQN, one update a step, a constant epsilon, 39 numbers observed. */
const OVERRIDES = {
  'features.window': 2,
  'agent.double': false,
  'agent.learningRate': 0.0001,
  'agent.capacity': 100_000,
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

/** A run that was to be measured did not complete, so there is no figure. */
class MeasuredRunEnded extends CodedError {
  readonly code = 'E_MEASURED_RUN_ENDED'
  readonly kind = 'conflict'

  constructor(runId: number, status: string, reason: string | undefined) {
    const why = reason === undefined ? '.' : `: ${reason}`
    super(`Run ${runId}, which was measured, is ${status}${why}`, 'Run the suite again.')
  }
}

/**
 * Environment steps a second of whole runs with storage: with the default recording and without, the one
 * over the other, and two seeds in two threads over one. Its experiments are deleted again.
 */
export function trainingSuite(quick: boolean, bench: TrainingBench): Suite {
  const set = { ...OVERRIDES, 'training.episodes': quick ? 40 : 200 }
  const recorded = () => storedRate(bench, set)
  const unrecorded = () => storedRate(bench, { ...set, 'training.recordEvery': 0 })
  return [
    {
      names: ['env_steps_per_second/64x64'],
      unit: '1/s',
      measure: async (repeats) => [await withWorkers(1, () => repeated(repeats, recorded))],
    },
    {
      names: ['env_steps_per_second/64x64/recording_off', 'recording_on_over_off'],
      unit: ['1/s', '×'],
      measure: async (repeats) => {
        const pair = async () => [await recorded(), await unrecorded()]
        const pairs = await withWorkers(1, () => repeated(repeats, pair))
        return [pairs.map(([, off]) => off), pairs.map(([on, off]) => on / off)]
      },
    },
    {
      names: ['threads_2_over_1'],
      unit: '×',
      measure: async (repeats) => [await repeated(repeats, () => twoThreadsOverOne(set))],
    },
  ]
}

async function repeated<T>(repeats: number, measure: () => Promise<T>): Promise<T[]> {
  const values: T[] = []
  while (values.length < repeats) values.push(await measure())
  return values
}

async function storedRate(
  { training, datasetId, actor }: TrainingBench,
  set: Readonly<Record<string, unknown>>
): Promise<number> {
  const preset = 'quick' as const
  const input = { datasets: [datasetId], preset, set, seeds: [1], name: 'bench' }
  const { runIds } = await training.launch(input, actor)
  for (;;) {
    const [report] = await runReports(runIds)
    if (report.status === 'completed') {
      await training.delete(runIds[0], actor)
      return report.env_steps_per_second ?? 0
    }
    if (report.status !== 'queued' && report.status !== 'running') {
      throw new MeasuredRunEnded(runIds[0], report.status, report.error?.message)
    }
    await sleep(50)
  }
}
