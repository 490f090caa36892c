import db from '@adonisjs/lucid/services/db'
import type { TrialValues } from '#core/tuning/search_space'
import { studyTopic } from '#live/topics'
import { DecidedStudy } from '#services/tuning/decided_study'
import { DecisionSession } from '#services/tuning/decision_session'
import { handOut, type HandedOut } from '#services/tuning/hand_out'
import { inTurn } from '#services/tuning/in_turn'
import { caughtUp, knownStudy } from '#services/tuning/study_state_cache'

/** What a worker reports of a trial; it failed where a value is null. */
export interface TrialReport {
  readonly trial: number
  readonly rung: number
  /** Values of the objectives in their own units; null: undefined. */
  readonly results: readonly (number | null)[]
}

/** Work with the point that it is about. */
export type Exchanged = HandedOut & { readonly values: TrialValues }

interface Ask {
  readonly report: TrialReport | null
  readonly answer: (work: Exchanged | null) => void
  readonly refuse: (error: unknown) => void
}

/** Who asks in this process and is not being answered yet. */
const asking = new Map<number, Ask[]>()

/**
 * Reports a result, if there is one, and takes the next work, in one durable transaction: what a worker
 * does that evaluates trials itself. Those of a process that ask at once are answered by one
 * transaction, in the order in which they asked. null: nothing to do for now; `study:<id>` announces
 * `progress` when there may be.
 * @throws E_STUDY_NOT_FOUND; Defect for a result that was reported before
 */
export async function exchange(
  studyId: number,
  report: TrialReport | null
): Promise<Exchanged | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Exchanged | null>()
  const ask = { report, answer: resolve, refuse: reject }
  const asks = asking.get(studyId)
  if (asks === undefined) {
    asking.set(studyId, [ask])
    void inTurn(studyId, () => answerAll(studyId))
  } else asks.push(ask)
  return promise
}

/** Never rejects: every ask is answered or refused. */
async function answerAll(studyId: number): Promise<void> {
  let asks: readonly Ask[] = []
  const take = () => {
    asks = asking.get(studyId) ?? []
    asking.delete(studyId)
    return asks
  }
  try {
    const works = await decide(studyId, take)
    asks.forEach(({ answer }, k) => answer(works[k]))
  } catch (error) {
    if (asks.length === 0) take()
    if (asks.length === 1) asks[0].refuse(error)
    else for (const ask of asks) await answerAlone(studyId, ask)
  }
}

/** One that cannot be answered must not spoil the others. */
async function answerAlone(studyId: number, ask: Ask): Promise<void> {
  try {
    const [work] = await decide(studyId, () => [ask])
    ask.answer(work)
  } catch (error) {
    ask.refuse(error)
  }
}

/** @param take who is to be answered, asked for when the study is locked */
async function decide(studyId: number, take: () => readonly Ask[]): Promise<(Exchanged | null)[]> {
  const known = await knownStudy(db.connection(), studyId)
  return DecisionSession.run(studyId, async (session) => {
    const digested = await caughtUp(studyId, known, session)
    const study = new DecidedStudy(studyId, digested)
    const { state } = study
    const hadNone = state.next().do === 'wait'
    const works = take().map(({ report }) => settle(study, report))
    const changes = study.take()
    // who was told to wait hears of work that is left, and of the end
    const isNews = changes !== null && hadNone && (state.next().do !== 'wait' || state.isDone)
    const news = { topic: studyTopic(studyId), kind: 'progress' } as const
    await session.store(changes, isNews ? news : null)
    digested.dirty = false
    return works
  })
}

function settle(study: DecidedStudy, report: TrialReport | null): Exchanged | null {
  if (report !== null) {
    const failed = report.results.some((value) => value === null)
    study.append({ kind: 'reported', ...report, failed })
  }
  const work = handOut(study)
  return work && { ...work, values: study.state.trials[work.trial].values }
}
