import type { RunCallbacks, RunCheckpoint, RunFacts } from '../../core/agent/run_contract.ts'
import { runTraining } from '../../core/agent/training_run.ts'
import { isCodedError } from '../../core/errors.ts'
import { periodsPerYear } from '../../core/market/calendars.ts'
import { decodeCheckpoint, encodeCheckpoint } from '../codecs/checkpoint_codec.ts'
import { weightsSha256 } from '../codecs/weights_codec.ts'
import { engineFactory } from '../engines/factory.ts'
import { BatchCollector } from './batch_collector.ts'
import { recordedEpisode } from './recorded_episode.ts'
import {
  STOP,
  STOP_AFTER_CHECKPOINT,
  STOP_NOW,
  type TrainMessage,
  type TrainResult,
  type TrainTask,
} from './train_messages.ts'

/** A coded error as it crosses to the main thread, which makes it whole again. */
export interface ThreadFault {
  readonly fault: { code: string; kind: string; message: string; remedy: string }
}

/** Trains one run in this thread, posting batches; ends with its outcome, or with a coded fault. */
export default function train(task: TrainTask): TrainResult | ThreadFault {
  try {
    return run(task)
  } catch (error) {
    if (!isCodedError(error)) throw error
    const { code, kind, message, remedy } = error
    return { fault: { code, kind, message, remedy } }
  } finally {
    task.port.close()
  }
}

function run(task: TrainTask): TrainResult {
  const checkpoint = task.checkpoint === null ? null : decodeCheckpoint(task.checkpoint)
  const progress = checkpoint?.progress
  const collector = new BatchCollector(task, progress?.envSteps ?? 0, progress?.updates ?? 0)
  if (checkpoint?.best) collector.best(checkpoint.best)
  const engines = engineFactory(task.spec.parameters.training.engine)
  const callbacks = callbacksOf(task, collector)
  const outcome = runTraining({ ...task.spec, checkpoint }, engines, callbacks)
  collector.flush(outcome.progress, null)
  return {
    status: outcome.status,
    error: outcome.error,
    weightsSha256: weightsSha256(outcome.weights),
    seconds: collector.seconds,
  }
}

function callbacksOf(task: TrainTask, collector: BatchCollector): RunCallbacks {
  const control = new Int32Array(task.control)
  const periods = task.spec.datasets.map(({ identity }) =>
    periodsPerYear(identity.interval, identity.calendar)
  )
  const dueMilliseconds = task.checkpointEverySeconds * 1000
  const wish = () => Atomics.load(control, STOP)
  let isSafe = false
  let lastCheckpoint = performance.now()
  let { sequence } = task
  return {
    prepared(facts: RunFacts) {
      task.port.postMessage({ type: 'prepared', facts } satisfies TrainMessage)
    },
    cancelled: () => wish() === STOP_NOW || (wish() === STOP_AFTER_CHECKPOINT && isSafe),
    progress: (now) => collector.flushWhenDue(now),
    episode: (record) =>
      collector.episode(recordedEpisode(record, ++sequence, periods[record.market])),
    validation(score, records) {
      collector.validation(score)
      for (const record of records) {
        collector.episode(recordedEpisode(record, ++sequence, periods[record.market]))
      }
    },
    best: (model) => collector.best(model),
    checkpointDue: ({ episode, episodes }) =>
      episode === episodes ||
      wish() === STOP_AFTER_CHECKPOINT ||
      performance.now() - lastCheckpoint >= dueMilliseconds,
    checkpoint(taken: RunCheckpoint) {
      collector.flush(taken.progress, { bytes: encodeCheckpoint(taken), sequence })
      lastCheckpoint = performance.now()
      isSafe = wish() === STOP_AFTER_CHECKPOINT
    },
  }
}
