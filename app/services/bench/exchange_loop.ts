import { setTimeout as sleep } from 'node:timers/promises'
import { benchObjective, ETA } from '#services/bench/tuning_study'
import { readStudy } from '#services/tuning/locked_study'
import { exchange, type TrialReport } from '#services/tuning/study_exchange'

/** What a worker of the bench's study did. */
export interface ExchangeCount {
  readonly decisions: number
  /** From its first decision to its last. */
  readonly seconds: number
  /** Of these it worked. */
  readonly busySeconds: number
}

/**
 * Takes work and reports until none is left. Evaluating a trial takes `milliseconds` an episode, up to
 * four times as long for some trials as for others.
 */
export async function exchangeLoop(studyId: number, milliseconds: number): Promise<ExchangeCount> {
  const started = performance.now()
  let report: TrialReport | null = null
  let decisions = 0
  let busy = 0
  for (;;) {
    const work = await exchange(studyId, report)
    decisions++
    if (work === null) {
      // others may still report and so make a trial promotable
      report = null
      if ((await readStudy(studyId, ({ state }) => state.inFlight)) === 0) break
      await sleep(1)
      continue
    }
    const { trial, resource, values } = work
    const episodes = work.do === 'promote' ? resource - resource / ETA : resource
    const begun = performance.now()
    if (milliseconds > 0) await sleep(milliseconds * episodes * (1 + (trial % 4)))
    busy += performance.now() - begun
    const rung = work.do === 'promote' ? work.toRung : 0
    report = { trial, rung, results: [benchObjective(values, resource)] }
  }
  return { decisions, seconds: (performance.now() - started) / 1000, busySeconds: busy / 1000 }
}
