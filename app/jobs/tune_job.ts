import { TUNE_QUEUE, type Queue } from '#services/queue'
import type TuningService from '#services/tuning_service'

interface TuneData {
  readonly studyId: number
}

/** Looks at studies from this process when a trial of theirs has settled. */
export async function workStudies(queue: Queue, tuning: TuningService): Promise<void> {
  await queue.work<TuneData>(TUNE_QUEUE, 2, ({ studyId }) => tuning.advance(studyId))
}
