import type {
  RunCallbacks,
  RunCheckpoint,
  RunFacts,
  RunOutcome,
} from '../../core/agent/run_contract.ts'
import { runTraining } from '../../core/agent/training_run.ts'
import { isCodedError } from '../../core/errors.ts'
import { periodsPerYear } from '../../core/market/calendars.ts'
import { decodeCheckpoint, encodeCheckpoint } from '../codecs/checkpoint_codec.ts'
import { weightsSha256 } from '../codecs/weights_codec.ts'
import { engineFactory } from '../engines/factory.ts'
import { BatchCollector } from './batch_collector.ts'
import { preparedRun } from './prepared_run.ts'
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
    task.port.postMessage({ type: 'ended' } satisfies TrainMessage)
    task.port.close()
  }
}

function run(task: TrainTask): TrainResult {
  const checkpoint = task.checkpoint === null ? null : decodeCheckpoint(task.checkpoint)
  const progress = checkpoint?.progress
  const collector = new BatchCollector(task, progress?.envSteps ?? 0, progress?.updates ?? 0)
  if (checkpoint?.best) collector.best(checkpoint.best)
  const engines = engineFactory(task.spec.parameters.training.engine)
  const callbacks = callbacksOf(task, collector, progress?.episode ?? 0)
  const outcome = runTraining({ ...task.spec, checkpoint }, engines, callbacks, preparedRun)
  collector.flushRest(outcome.progress)
  return {
    status: isAtPause(task, outcome) ? 'paused' : outcome.status,
    error: outcome.error,
    weightsSha256: weightsSha256(outcome.weights),
    seconds: collector.seconds,
  }
}

/** Whether the run stopped where it was to pause, and not before. */
function isAtPause({ pauseAt }: TrainTask, { status, progress }: RunOutcome): boolean {
  return status === 'cancelled' && pauseAt !== null && progress.episode >= pauseAt
}

function callbacksOf(
  task: TrainTask,
  collector: BatchCollector,
  episodesBefore: number
): RunCallbacks {
  const control = new Int32Array(task.control)
  const periods = task.spec.datasets.map(({ identity }) =>
    periodsPerYear(identity.interval, identity.calendar)
  )
  const dueMilliseconds = task.checkpointEverySeconds * 1000
  const wish = () => Atomics.load(control, STOP)
  const { pauseAt } = task
  const isPauseDue = (episode: number) => pauseAt !== null && episode >= pauseAt
  // a run that was lost behind its pause has that checkpoint already
  let isPaused = isPauseDue(episodesBefore)
  let isSafe = false
  let lastCheckpoint = performance.now()
  let { sequence } = task
  return {
    prepared(facts: RunFacts) {
      task.port.postMessage({ type: 'prepared', facts } satisfies TrainMessage)
    },
    cancelled: () =>
      isPaused || wish() === STOP_NOW || (wish() === STOP_AFTER_CHECKPOINT && isSafe),
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
      isPauseDue(episode) ||
      wish() === STOP_AFTER_CHECKPOINT ||
      performance.now() - lastCheckpoint >= dueMilliseconds,
    checkpoint(taken: RunCheckpoint) {
      collector.flush(taken.progress, { bytes: encodeCheckpoint(taken), sequence })
      lastCheckpoint = performance.now()
      isSafe = wish() === STOP_AFTER_CHECKPOINT
      isPaused = isPauseDue(taken.progress.episode)
    },
  }
}
