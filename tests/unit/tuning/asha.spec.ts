import { test } from '@japa/runner'
import { readdirSync } from 'node:fs'
import { rungResources } from '../../../app/core/tuning/rungs.ts'
import { Asha } from '../../../app/core/tuning/schedulers/asha.ts'
import { readGolden } from '../../golden/read_golden.ts'
import { decide, type AshaDecision, type Rung } from './asha_rule.ts'

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

/** Who answers a trace. */
interface Decider {
  report(report: Report): void
  /** The next work, noted as handed out. */
  ask(eta: number, maxTrials: number | null): AshaDecision
  /** A copy without anything that is not recorded, as after a restart. */
  reloaded(): Decider
}

/** The rule on the record of a study as storage would keep it: results, promotions, trials started. */
class RuleOnRecord implements Decider {
  readonly rungs: { results: Report[]; promoted: Set<number> }[]
  started = 0

  constructor(rungs: number) {
    this.rungs = Array.from({ length: rungs }, () => ({ results: [], promoted: new Set() }))
  }

  report({ trial, rung, value }: Report): void {
    const { results } = this.rungs[rung]
    if (!results.some((result) => result.trial === trial)) results.push({ trial, rung, value })
  }

  ask(eta: number, maxTrials: number | null): AshaDecision {
    const decision = decide(this.rungs as Rung[], eta, this.started, maxTrials)
    if (decision.do === 'start') this.started++
    if (decision.do === 'promote') this.rungs[decision.toRung - 1].promoted.add(decision.trial)
    return decision
  }

  reloaded(): RuleOnRecord {
    const copy = new RuleOnRecord(this.rungs.length)
    copy.started = this.started
    this.rungs.forEach((rung, k) => {
      copy.rungs[k].results.push(...rung.results.toSorted((a, b) => a.trial - b.trial))
      for (const trial of rung.promoted) copy.rungs[k].promoted.add(trial)
    })
    return copy
  }
}

type Noted = Report | { promoted: number; toRung: number }

/** The scheduler that studies are decided by, fed from a log that has no result twice. */
class SchedulerOnLog implements Decider {
  readonly #asha: Asha
  readonly #log: Noted[] = []
  #started = 0

  constructor(
    readonly resources: readonly number[],
    readonly eta: number
  ) {
    this.#asha = new Asha(resources, eta)
  }

  report(report: Report): void {
    const { trial, rung } = report
    const isKnown = this.#log.some(
      (noted) => 'value' in noted && noted.trial === trial && noted.rung === rung
    )
    if (!isKnown) this.#note(report)
  }

  ask(_: number, maxTrials: number | null): AshaDecision {
    const decision = this.#asha.next(maxTrials === null || this.#started < maxTrials)
    if (decision.do === 'start') return { do: 'start', trial: this.#started++ }
    if (decision.do === 'promote') {
      this.#note({ promoted: decision.trial, toRung: decision.toRung })
    }
    return decision
  }

  reloaded(): SchedulerOnLog {
    const copy = new SchedulerOnLog(this.resources, this.eta)
    copy.#started = this.#started
    for (const noted of this.#log) copy.#note(noted)
    return copy
  }

  #note(noted: Noted): void {
    this.#log.push(noted)
    if ('value' in noted) this.#asha.reported(noted.trial, noted.rung, noted.value)
    else this.#asha.promoted(noted.promoted, noted.toRung)
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
function faultsOf(trace: Trace, begun: Decider, cut: (event: number) => boolean): string[] {
  let state = begun
  const faults: string[] = []
  trace.events.forEach((event, i) => {
    if (cut(i)) state = state.reloaded()
    if ('report' in event) state.report(event.report)
    else if ('type' in event && event.type === 'report') state.report(event)
    else if ('expect' in event || ('type' in event && event.type === 'ask')) {
      const expected = 'expect' in event ? event.expect : event.expected
      const maxTrials = trace.max_trials ?? trace.maxTrials ?? null
      const answer = answerOf(state.ask(trace.eta, maxTrials))
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

const DECIDERS: readonly [name: string, begun: (trace: Trace) => Decider][] = [
  ['the rule on the record', ({ resources }) => new RuleOnRecord(resources.length)],
  ['the scheduler on the log', ({ resources, eta }) => new SchedulerOnLog(resources, eta)],
]

test.group('ASHA', () => {
  for (const file of traces) {
    const trace = readGolden<Trace>(`asha/${file}`)
    for (const [name, begun] of DECIDERS) {
      test(`${file} gets the golden answers of ${name}, also when cut before any event`, ({
        assert,
      }) => {
        const whole = faultsOf(trace, begun(trace), () => false)
        assert.deepEqual(whole, [])
        const cut = faultsOf(trace, begun(trace), (event) => event % 7 === 3)
        assert.deepEqual(cut, [])
      })
    }

    test(`${file} has our rungs, but for a top that is no power`, ({ assert }) => {
      const min = trace.min_resource ?? trace.minResource ?? 0
      const max = trace.max_resource ?? trace.maxResource ?? 0
      const ours = rungResources(trace.eta, min, max)
      assert.deepEqual(ours, [...new Set([...trace.resources, max])])
    })
  }

  for (const [eta, min, max, rungs] of [
    [3, 1, 81, [1, 3, 9, 27, 81]],
    [3, 4, 120, [4, 12, 36, 120]],
    [3, 37, 1000, [37, 111, 333, 1000]],
    // 64 is half of 128, and √4 is 2: just far enough
    [4, 1, 128, [1, 4, 16, 64, 128]],
    [4, 1, 127, [1, 4, 16, 127]],
    [3, 4, 5, [5]],
    [2, 7, 7, [7]],
  ] as const) {
    test(`from ${min} to ${max} by ${eta} the rungs are ${rungs.join(' · ')}`, ({ assert }) => {
      assert.deepEqual(rungResources(eta, min, max), [...rungs])
    })
  }

  test('whatever the budget, the usual rungs end at it and lie a factor of √3 apart', ({
    assert,
  }) => {
    for (let most = 1; most <= 2000; most++) {
      const rungs = rungResources(3, Math.max(1, Math.floor(most / 27)), most)
      assert.equal(rungs.at(-1), most)
      for (let k = 1; k < rungs.length; k++) {
        assert.isAtLeast(rungs[k] / rungs[k - 1], Math.sqrt(3), `${most}: ${rungs.join()}`)
      }
    }
  })

  test('a reduction factor of 1 and a grace period over the budget are refused', ({ assert }) => {
    assert.throws(() => rungResources(1, 1, 9), /reduction factor is 1, but must be/)
    assert.throws(() => rungResources(3, 10, 9), /grace period is 10 episodes/)
  })
})
