import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { BackupUnreadable } from './backup_errors.js'
import {
  BACKUP_VERSION,
  END_OF_TABLE,
  type BackupEnd,
  type BackupHead,
  type BackupTable,
} from './backup_format.js'

/** What a backup says, in its order. */
export type BackupPart =
  | { readonly kind: 'head'; readonly head: BackupHead }
  | { readonly kind: 'table'; readonly table: BackupTable }
  /** Lines of COPY's text format, each with its newline. */
  | { readonly kind: 'rows'; readonly text: string; readonly count: number }
  | { readonly kind: 'end'; readonly end: BackupEnd }

const LINES_A_PART = 5000

/**
 * Reads a backup in parts of bounded size.
 * @throws E_BACKUP_UNREADABLE for a file that is none, is damaged, or was cut short
 */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  let table: BackupTable | null = null
  let isHead = true
  let isEnded = false
  let waiting: string[] = []
  const rows = (): BackupPart => {
    const part = { kind: 'rows', text: `${waiting.join('\n')}\n`, count: waiting.length } as const
    waiting = []
    return part
  }
  try {
    for await (const line of linesOf(file)) {
      if (isHead) {
        yield { kind: 'head', head: headOf(file, line) }
        isHead = false
      } else if (table !== null && line === END_OF_TABLE) {
        if (waiting.length > 0) yield rows()
        table = null
      } else if (table !== null) {
        if (waiting.push(line) >= LINES_A_PART) yield rows()
      } else {
        const read = parsed(file, line)
        if ('rows' in read) {
          isEnded = true
          yield { kind: 'end', end: read }
        } else {
          table = read
          yield { kind: 'table', table }
        }
      }
    }
  } catch (error) {
    if (error instanceof BackupUnreadable) throw error
    throw new BackupUnreadable(file, (error as Error).message, error)
  }
  if (!isEnded) throw new BackupUnreadable(file, 'its end is missing')
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const text = createGunzip().setEncoding('utf8')
  source.on('error', (error) => text.destroy(error))
  let rest = ''
  for await (const chunk of source.pipe(text)) {
    const lines = (rest + (chunk as string)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
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
