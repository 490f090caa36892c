import { setTimeout as sleep } from 'node:timers/promises'
import { Changes } from '#live/changes'
import type { LiveHub } from '#live/live_hub'
import { studyTopic } from '#live/topics'
import { benchObjective, ETA } from '#services/bench/tuning_study'
import { readStudy } from '#services/tuning/locked_study'
import { exchange, type TrialReport } from '#services/tuning/study_exchange'

/** What a worker of the bench's study did. */
export interface ExchangeCount {
  /** Times it reported or got work. */
  readonly decisions: number
  /** Of its time it worked on trials … */
  readonly busySeconds: number
  /** … and waited for decisions; the rest there was no work for it. */
  readonly askingSeconds: number
}

/** An announcement that was missed while the connection was away costs no more than this. */
const LONGEST_WAIT_MILLISECONDS = 1000

/**
 * Takes work and reports until none is left. Evaluating a trial takes `milliseconds` an episode, up to
 * four times as long for some trials as for others.
 */
export async function exchangeLoop(
  studyId: number,
  milliseconds: number,
  hub: Pick<LiveHub, 'subscribe'>
): Promise<ExchangeCount> {
  const news = await Changes.of(hub, [studyTopic(studyId)], () => true)
  const { signal } = new AbortController()
  let report: TrialReport | null = null
  let decisions = 0
  let busy = 0
  let asking = 0
  for (;;) {
    const asked = performance.now()
    const work = await exchange(studyId, report)
    const begun = performance.now()
    asking += begun - asked
    if (work !== null || report !== null) decisions++
    if (work === null) {
      // others may still report and so make a trial promotable
      report = null
      if ((await readStudy(studyId, ({ state }) => state.inFlight)) === 0) break
      await news.next(LONGEST_WAIT_MILLISECONDS, signal)
      continue
    }
    const { trial, resource, values } = work
    const episodes = work.do === 'promote' ? resource - resource / ETA : resource
    if (milliseconds > 0) await sleep(milliseconds * episodes * (1 + (trial % 4)))
    busy += performance.now() - begun
    const rung = work.do === 'promote' ? work.toRung : 0
    report = { trial, rung, results: [benchObjective(values, resource)] }
  }
  news.close()
  return { decisions, busySeconds: busy / 1000, askingSeconds: asking / 1000 }
}
