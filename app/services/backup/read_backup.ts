import { BackupBytes } from './backup_bytes.js'
import { BackupUnreadable } from './backup_errors.js'
import {
  BACKUP_VERSION,
  type BackupEnd,
  type BackupHead,
  type BackupTable,
} from './backup_format.js'

/** What a backup says, in its order. */
export type BackupPart =
  | { readonly kind: 'head'; readonly head: BackupHead }
  | { readonly kind: 'table'; readonly table: BackupTable }
  /** Bytes of COPY's text format, cut anywhere; `count`: the rows that end in them. */
  | { readonly kind: 'rows'; readonly bytes: Buffer; readonly count: number }
  /** The last part: the file is whole. */
  | { readonly kind: 'end'; readonly end: BackupEnd }

const NEWLINE = 0x0a

/**
 * Reads a backup in parts of bounded size, however long its rows are.
 * @throws E_BACKUP_UNREADABLE for a file that is none, is damaged, or was cut short
 */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const bytes = new BackupBytes(file)
  try {
    yield* partsOf(file, bytes)
  } catch (error) {
    if (error instanceof BackupUnreadable) throw error
    throw new BackupUnreadable(file, (error as Error).message, error)
  } finally {
    bytes.close()
  }
}

async function* partsOf(file: string, bytes: BackupBytes): AsyncGenerator<BackupPart> {
  yield { kind: 'head', head: headOf(file, (await bytes.line()) ?? '') }
  for (let line = await bytes.line(); line !== null; line = await bytes.line()) {
    const read = parsed(file, line)
    if ('rows' in read) {
      if ((await bytes.line()) !== null)
        throw new BackupUnreadable(file, 'it goes on after its end')
      yield { kind: 'end', end: read }
      return
    }
    yield { kind: 'table', table: read }
    for await (const rows of bytes.rows()) {
      yield { kind: 'rows', bytes: rows, count: newlinesIn(rows) }
    }
  }
  throw new BackupUnreadable(file, 'its end is missing')
}

function newlinesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++
  return count
}

function headOf(file: string, line: string): BackupHead {
  const head = parsed(file, line) as Partial<BackupHead>
  if (head.reinforce_strategy_creator_backup === BACKUP_VERSION) return head as BackupHead
  throw new BackupUnreadable(file, `its first line does not name backup version ${BACKUP_VERSION}`)
}

function parsed(file: string, line: string): BackupTable | BackupEnd {
  try {
    return JSON.parse(line) as BackupTable | BackupEnd
  } catch (error) {
    throw new BackupUnreadable(file, `a line is ${JSON.stringify(line.slice(0, 40))}`, error)
  }
}
