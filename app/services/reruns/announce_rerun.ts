import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { announce } from '#live/announce'
import { RERUNS_TOPIC, rerunTopic } from '#live/topics'

/** Tells whoever looks at a rerun, and the list of jobs, that its status changed. */
export async function announceRerun(client: QueryClientContract, rerunId: number): Promise<void> {
  await announce(
    client,
    { topic: rerunTopic(rerunId), kind: 'status' },
    { topic: RERUNS_TOPIC, kind: 'status' }
  )
}
