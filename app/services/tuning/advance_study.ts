import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isCodedError } from '#core/errors'
import { announce } from '#live/announce'
import { studyTopic } from '#live/topics'
import type { Queue } from '#services/queue'
import type TrainingService from '#services/training_service'
import { freeCapacity } from '#services/tuning/capacity'
import { handOut, type HandedOut } from '#services/tuning/hand_out'
import { withStudy, type LockedStudy } from '#services/tuning/locked_study'
import { secondsOf, type StudyRow } from '#services/tuning/study_rows'
import { setStudyStatus, type StudyFault } from '#services/tuning/study_status'
import { trainFold } from '#services/tuning/train_fold'
import { settledTrials, type SettledTrial } from '#services/tuning/trial_results'
import { trainTrials } from '#services/tuning/trial_runs'

/** When every trial of so many failed, and again after as many more, a person should look before more are tried. */
const FAILURES_IN_A_ROW = 10

/**
 * Looks at a study once: notes what its trials have reached, hands out as much work as there is room
 * for, and ends it when nothing is left. Whoever looks, and however often, the study is the same
 * afterwards; one transaction holds the lock of the study's row.
 */
export async function advanceStudy(
  studyId: number,
  training: TrainingService,
  queue: Queue
): Promise<void> {
  await queue.start()
  await withStudy(studyId, async (study) => {
    const fault = await noteSettled(study)
    if (study.row.status !== 'running') return
    if (fault !== null) return setStudyStatus(study.trx, queue, study.row, 'paused', fault)
    const work: HandedOut[] = []
    const unable = await fill(study, work)
    await study.store()
    await trainTrials(study, work, training, queue)
    await announce(study.trx, { topic: studyTopic(studyId), kind: 'progress' })
    if (unable !== null) return setStudyStatus(study.trx, queue, study.row, 'paused', unable)
    if (!study.state.isDone) return
    await finish(study, queue)
    await trainFold(study, training, queue)
  })
}

/** Appends the reports of trials that have settled; gives what the study must pause for. */
async function noteSettled(study: LockedStudy): Promise<StudyFault | null> {
  const { trx, row, plan, state } = study
  const settled = await settledTrials(trx, row.study_id, plan.objectives)
  // of a study that was stopped nothing goes on: what the disk stopped counts as failed, as the rest
  const goesOn = row.status !== 'stopped'
  if (goesOn && settled.some(({ isDiskFull }) => isDiskFull)) return DISK_FULL
  const before = tensOf(state.failed)
  for (const { number: trial, rung, results, error } of settled) {
    study.append({ kind: 'reported', trial, rung, results, failed: error !== null }, error)
  }
  const ended = state.trials.length - state.inFlight
  // several settle at once: their number may jump over a ten
  const isHopeless = state.failed === ended && tensOf(state.failed) > before
  return isHopeless
    ? allFail(
        state.failed,
        settled.find(({ error }) => error !== null)!
      )
    : null
}

function tensOf(failed: number): number {
  return Math.floor(failed / FAILURES_IN_A_ROW)
}

/** Hands out work while there is room and time; gives why no point could be drawn. */
async function fill(study: LockedStudy, work: HandedOut[]): Promise<StudyFault | null> {
  const { trx, row, plan, state } = study
  const isTimeUp = row.seconds_bound !== null && secondsOf(row) >= row.seconds_bound
  if (isTimeUp && !state.isClosed) study.append({ kind: 'closed', reason: 'time' })
  const room = plan.concurrency ?? (await freeCapacity(trx, plan.seeds.length))
  try {
    while (state.inFlight < room) {
      const next = handOut(study)
      if (next === null) break
      work.push(next)
    }
    if (work.length > 0) await startClock(trx, row)
    return null
  } catch (error) {
    if (!isCodedError(error) || error.kind === 'defect') throw error
    return error
  }
}

/** A bound on time counts from the first trial: until then nobody has worked. */
async function startClock(trx: TransactionClientContract, row: StudyRow): Promise<void> {
  if (row.running_since !== null) return
  await trx.from('studies').where('study_id', row.study_id).update({ running_since: new Date() })
}

async function finish(study: LockedStudy, queue: Queue): Promise<void> {
  const { trx, row, state } = study
  const reached = state.trials.some(({ results }) => results.some(([value]) => value !== null))
  if (reached) return setStudyStatus(trx, queue, row, 'completed')
  if (state.trials.length === 0) return setStudyStatus(trx, queue, row, 'failed', NOTHING_STARTED)
  const metric = study.plan.objectives[0].metric
  const allFailed = state.failed === state.trials.length
  return setStudyStatus(trx, queue, row, 'failed', {
    code: allFailed ? 'E_TRIALS_FAILED' : 'E_OBJECTIVE_UNDEFINED',
    message: allFailed
      ? `All ${state.trials.length} trials failed.`
      : `The objective ${metric} was defined for none of ${state.trials.length} trials.`,
    remedy: allFailed
      ? 'Read why in the table of trials, mend it, and add trials: the study goes on.'
      : 'An agent that never trades has no Sharpe ratio: search elsewhere, train longer, or take total_return as objective of a clone.',
  })
}

const NOTHING_STARTED: StudyFault = {
  code: 'E_NOTHING_STARTED',
  message: 'Its bounds were spent before a trial was started.',
  remedy: 'Give it more with Add trials: it goes on.',
}

const DISK_FULL: StudyFault = {
  code: 'E_DISK_FULL',
  message: 'The disk of the database is full; the trials in hand stopped at their last checkpoint.',
  remedy: 'Free space, then resume the study: they go on from there.',
}

function allFail(count: number, { number, error }: SettledTrial): StudyFault {
  return {
    code: 'E_TRIALS_FAILED',
    message: `All of the first ${count} trials failed; trial ${number} said: ${error ?? 'nothing'}`,
    remedy: 'Mend it and resume the study, or clone it with another search space.',
  }
}
