/** What webhooks can be told of. */
export const EVENTS = [
  'run.completed',
  'run.failed',
  'run.cancelled',
  'evaluation.completed',
  'evaluation.failed',
  'evaluation.cancelled',
  'study.completed',
  'study.paused',
  'study.stopped',
  'study.failed',
] as const
export type EventName = (typeof EVENTS)[number]

/** What happened: the body of a generic delivery. */
export interface EventFacts {
  readonly event: EventName | 'test'
  /** One sentence, for people. */
  readonly text: string
  /** Path of its page. */
  readonly path: string
  readonly subject: Readonly<Record<string, string | number | null>>
}
