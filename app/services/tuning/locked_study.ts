import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DecidedStudy, STORE } from '#services/tuning/decided_study'
import { inTurn } from '#services/tuning/in_turn'
import { StudyNotFound } from '#services/tuning/study_errors'
import { digestedStudy, type DigestedStudy } from '#services/tuning/study_state_cache'
import { STUDY_COLUMNS, type StudyRow } from '#services/tuning/study_rows'

/** A study whose row this transaction has locked: whoever decides about it decides alone. */
export class LockedStudy extends DecidedStudy {
  readonly trx: TransactionClientContract
  readonly row: StudyRow

  constructor(trx: TransactionClientContract, row: StudyRow, digested: DigestedStudy) {
    super(row.study_id, digested)
    this.trx = trx
    this.row = row
  }

  /** Writes what was appended. */
  async store(): Promise<void> {
    const changes = this.take()
    if (changes === null) return
    // planned once a connection: it is the statement of every decision
    await this.trx.knexClient.raw(STORE, changes).options({ name: 'store_study' })
  }
}

const LOCK = `select ${STUDY_COLUMNS.join(', ')} from studies where study_id = ? for update`

/**
 * Locks a study, acts and stores what was appended, in one transaction.
 * @throws E_STUDY_NOT_FOUND
 */
export async function withStudy<T>(
  studyId: number,
  act: (study: LockedStudy) => Promise<T>
): Promise<T> {
  return inTurn(studyId, () => transact(studyId, act))
}

/**
 * A study as it stands, without holding up those who decide about it. What is given is read at once:
 * it changes with the study.
 * @throws E_STUDY_NOT_FOUND
 */
export async function readStudy<T>(
  studyId: number,
  read: (study: Pick<LockedStudy, 'row' | 'plan' | 'state'>) => T
): Promise<T> {
  return inTurn(studyId, async () => {
    const row = (await db
      .from('studies')
      .where('study_id', studyId)
      .select(STUDY_COLUMNS)
      .first()) as StudyRow | null
    if (row === null) throw new StudyNotFound(studyId)
    return read({ row, ...(await digestedStudy(db.connection(), row)) })
  })
}

async function transact<T>(studyId: number, act: (study: LockedStudy) => Promise<T>): Promise<T> {
  let digested: DigestedStudy | null = null
  const result = await db.transaction(async (trx) => {
    const { rows } = (await trx.knexClient
      .raw(LOCK, [studyId])
      .options({ name: 'lock_study' })) as {
      rows: StudyRow[]
    }
    const [row] = rows
    if (row === undefined) throw new StudyNotFound(studyId)
    digested = await digestedStudy(trx, row)
    const study = new LockedStudy(trx, row, digested)
    const answer = await act(study)
    await study.store()
    return answer
  })
  const committed = digested as DigestedStudy | null
  if (committed !== null) committed.dirty = false
  return result
}
