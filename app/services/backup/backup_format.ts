/*
 * A backup is one gzip file of text lines. The first line is its head; then for each table one line
 * that names it with its columns, its rows in COPY's text format, and the line `\.`; the last line
 * counts the rows. A file that was cut short lacks that line, or fails gzip's checksum.
 */

export const BACKUP_VERSION = 1
/** COPY's text format escapes every backslash, so no row is this. */
export const END_OF_TABLE = '\\.'

export interface BackupHead {
  readonly reinforce_strategy_creator_backup: typeof BACKUP_VERSION
  readonly code_version: string
  readonly created_at: string
  /** Names of the migrations that made the tables, in order. */
  readonly migrations: readonly string[]
}

export interface BackupTable {
  readonly table: string
  readonly columns: readonly string[]
}

export interface BackupEnd {
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>
}
