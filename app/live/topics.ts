/**
 * What is announced when something stored has changed, and to whom.
 *
 * All announcements go through one PostgreSQL channel, `live`, as JSON of type `Announcement`, and
 * leave with the transaction that stored the change: who hears one can read the change. They carry
 * what changed, never the data itself (a payload is at most 8,000 bytes); whoever shows it reads it
 * anew. `resync` is made by the hub itself after a lost connection: anything may have changed.
 *
 * | topic             | kinds                                                                     |
 * | ----------------- | ------------------------------------------------------------------------- |
 * | `run:<id>`        | status, progress (at most 4 a second), episodes, checkpoint, log, command |
 * | `experiment:<id>` | status (of one of its runs)                                               |
 * | `runs`            | status (of any run, also when one is launched or deleted)                 |
 * | `evaluation:<id>` | status                                                                    |
 * | `evaluations`     | status (of any evaluation)                                                |
 * | `study:<id>`      | status, progress (a trial was handed out or reported)                     |
 * | `studies`         | status (of any study)                                                     |
 * | `rerun:<id>`      | status, progress (at most 2 a second)                                     |
 * | `reruns`          | status (of any rerun)                                                     |
 * | `datasets`        | stored, deleted                                                           |
 * | `fetch:<key>`     | progress (of the download that the form with this key asked for)          |
 * | `workers`         | status                                                                    |
 * | `events`          | told (something ended: a sentence for people and its page)                |
 *
 * Who wants to hear of all runs, whichever they are, listens to `run:*`; `study:*` is the like.
 */
export type AnnouncementKind =
  | 'status'
  | 'progress'
  | 'episodes'
  | 'checkpoint'
  | 'log'
  | 'command'
  | 'stored'
  | 'deleted'
  | 'told'
  | 'resync'

export interface Announcement {
  readonly topic: string
  readonly kind: AnnouncementKind
  /** Small facts beside it: ids, counts, a status, a word. */
  readonly data?: Readonly<Record<string, string | number | boolean | null>>
}

export const LIVE_CHANNEL = 'live'

export const runTopic = (runId: number) => `run:${runId}`
export const EVERY_RUN_TOPIC = 'run:*'
export const experimentTopic = (experimentId: number) => `experiment:${experimentId}`
export const RUNS_TOPIC = 'runs'
export const evaluationTopic = (evaluationId: number) => `evaluation:${evaluationId}`
export const EVALUATIONS_TOPIC = 'evaluations'
export const studyTopic = (studyId: number) => `study:${studyId}`
export const EVERY_STUDY_TOPIC = 'study:*'
export const STUDIES_TOPIC = 'studies'
export const rerunTopic = (rerunId: number) => `rerun:${rerunId}`
export const RERUNS_TOPIC = 'reruns'
export const DATASETS_TOPIC = 'datasets'
export const fetchTopic = (key: string) => `fetch:${key}`
export const WORKERS_TOPIC = 'workers'
export const EVENTS_TOPIC = 'events'

/** `run:*` of `run:7`; null of a topic that stands alone. */
export function everyTopic(topic: string): string | null {
  const colon = topic.indexOf(':')
  return colon === -1 ? null : `${topic.slice(0, colon)}:*`
}

/** 7 of `run:7`; null of a topic that stands alone or for all. */
export function idOfTopic(topic: string): number | null {
  const id = Number(topic.slice(topic.indexOf(':') + 1))
  return Number.isInteger(id) ? id : null
}
