import { test } from '@japa/runner'
import { readdirSync } from 'node:fs'
import { decide, type AshaDecision, type Rung } from '../../../app/core/tuning/asha.ts'
import { rungResources } from '../../../app/core/tuning/rungs.ts'
import { readGolden } from '../../golden/read_golden.ts'

interface Answer {
  action: 'new' | 'promote' | 'wait'
  trial?: number
  rung?: number
}
interface Report {
  trial: number
  rung: number
  value: number | null
}
type Event =
  | { ask: true; expect: Answer }
  | { report: Report }
  | { type: 'ask'; expected: Answer }
  | ({ type: 'report' } & Report)
  | { type: 'reload' }
interface Trace {
  eta: number
  min_resource?: number
  minResource?: number
  max_resource?: number
  maxResource?: number
  max_trials?: number | null
  maxTrials?: number | null
  resources: number[]
  events: Event[]
}

/** The record of a study as storage would keep it: results, promotions handed out, trials started. */
class Recorded {
  readonly rungs: { results: Report[]; promoted: Set<number> }[]
  started = 0

  constructor(rungs: number) {
    this.rungs = Array.from({ length: rungs }, () => ({ results: [], promoted: new Set() }))
  }

  report({ trial, rung, value }: Report): void {
    const { results } = this.rungs[rung]
    if (!results.some((result) => result.trial === trial)) results.push({ trial, rung, value })
  }

  note(decision: AshaDecision): void {
    if (decision.do === 'start') this.started++
    if (decision.do === 'promote') this.rungs[decision.toRung - 1].promoted.add(decision.trial)
  }

  /** A copy without anything that is not recorded, as after a restart. */
  reloaded(): Recorded {
    const copy = new Recorded(this.rungs.length)
    copy.started = this.started
    this.rungs.forEach((rung, k) => {
      copy.rungs[k].results.push(...rung.results.toSorted((a, b) => a.trial - b.trial))
      for (const trial of rung.promoted) copy.rungs[k].promoted.add(trial)
    })
    return copy
  }
}

function answerOf(decision: AshaDecision): Answer {
  if (decision.do === 'start') return { action: 'new', trial: decision.trial }
  if (decision.do === 'promote') {
    return { action: 'promote', trial: decision.trial, rung: decision.toRung }
  }
  return { action: 'wait' }
}

/** Plays a trace, restarting before every event that `cut` names; gives the wrong answers. */
function faultsOf(trace: Trace, cut: (event: number) => boolean): string[] {
  let state = new Recorded(trace.resources.length)
  const faults: string[] = []
  trace.events.forEach((event, i) => {
    if (cut(i)) state = state.reloaded()
    if ('report' in event) state.report(event.report)
    else if ('type' in event && event.type === 'report') state.report(event)
    else if ('expect' in event || ('type' in event && event.type === 'ask')) {
      const expected = 'expect' in event ? event.expect : event.expected
      const maxTrials = trace.max_trials ?? trace.maxTrials ?? null
      const decision = decide(state.rungs as Rung[], trace.eta, state.started, maxTrials)
      state.note(decision)
      const answer = answerOf(decision)
      const same =
        answer.action === expected.action &&
        answer.trial === expected.trial &&
        (answer.rung ?? 0) === (expected.rung ?? 0)
      if (!same) faults.push(`event ${i}: ${JSON.stringify(answer)}`)
    }
  })
  return faults
}

const folder = new URL('../../golden/values/asha/', import.meta.url)
const traces = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .sort()

test.group('ASHA', () => {
  for (const file of traces) {
    test(`${file} gets the golden answers, also when cut before any event`, ({ assert }) => {
      const trace = readGolden<Trace>(`asha/${file}`)
      assert.deepEqual(
        faultsOf(trace, () => false),
        []
      )
      assert.deepEqual(
        faultsOf(trace, (event) => event % 7 === 3),
        []
      )
      const min = trace.min_resource ?? trace.minResource ?? 0
      const max = trace.max_resource ?? trace.maxResource ?? 0
      assert.deepEqual(rungResources(trace.eta, min, max), trace.resources)
    })
  }

  test('a reduction factor of 1 and a grace period over the budget are refused', ({ assert }) => {
    assert.throws(() => rungResources(1, 1, 9), /reduction factor is 1, but must be/)
    assert.throws(() => rungResources(3, 10, 9), /grace period is 10 episodes/)
  })
})
