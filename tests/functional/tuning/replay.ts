import { nextPoint } from '#core/tuning/next_point'
import type { StudyEvent } from '#core/tuning/study_log'
import type { StudyPlan } from '#core/tuning/study_plan'
import { emptyStudy, eventOf } from '#services/tuning/study_state_cache'

type EventRow = Parameters<typeof eventOf>[0]

/**
 * Decides a stored study anew from its log, event by event; gives every trial or promotion that was
 * handed out otherwise than the rules say.
 */
export function replayFaults(stored: StudyPlan, events: readonly EventRow[]): string[] {
  const { plan, state } = emptyStudy(stored)
  const faults: string[] = []
  for (const [i, stored] of events.entries()) {
    const event: StudyEvent = eventOf(stored)
    const next = state.next()
    if (event.kind === 'promoted') {
      const isDue = next.do === 'promote' && next.trial === event.trial
      if (!isDue) faults.push(`event ${i + 1} promotes ${event.trial}, not ${JSON.stringify(next)}`)
    }
    if (event.kind === 'started') {
      if (next.do !== 'start') faults.push(`event ${i + 1} starts, not ${JSON.stringify(next)}`)
      const { values, origin } = nextPoint(plan, state)
      if (origin !== event.origin) faults.push(`event ${i + 1} is ${event.origin}, not ${origin}`)
      if (JSON.stringify(sorted(values)) !== JSON.stringify(sorted(event.values))) {
        faults.push(
          `event ${i + 1} draws ${JSON.stringify(event.values)}, not ${JSON.stringify(values)}`
        )
      }
    }
    state.apply(event)
  }
  return faults
}

/** jsonb keeps no order of keys. */
function sorted(values: object | null) {
  return Object.entries(values ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
