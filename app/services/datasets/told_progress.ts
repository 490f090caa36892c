import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { FetchProgress } from '#core/ports/data_source'
import { announce } from '#live/announce'
import { fetchTopic } from '#live/topics'

const MOST_LETTERS = 500

/** Tells the form with this key what its download does; one that cannot be told goes on all the same. */
export function toldProgress(key: string): FetchProgress {
  return ({ bars, attempt, waitSeconds, reason }) => {
    const data = { bars, attempt, waitSeconds, reason: reason?.slice(0, MOST_LETTERS) ?? null }
    announce(db.connection(), { topic: fetchTopic(key), kind: 'progress', data }).catch(
      (error: unknown) => logger.warn({ err: error }, 'The progress of a download was not told')
    )
  }
}
