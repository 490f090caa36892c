import { CodedError } from '#core/errors'

export class BackupUnreadable extends CodedError {
  readonly code = 'E_BACKUP_UNREADABLE'
  readonly kind = 'bad_input'

  constructor(file: string, fault: string, cause?: unknown) {
    super(
      `${file} is no whole backup: ${fault}. Nothing was changed.`,
      'Take another file that `node ace db:backup` wrote.',
      { cause }
    )
  }
}

export class BackupOfOtherVersion extends CodedError {
  readonly code = 'E_BACKUP_VERSION'
  readonly kind = 'conflict'

  constructor(version: string, missing: readonly string[], unknown: readonly string[]) {
    const differences = [
      ...missing.map((name) => `it lacks ${name}`),
      ...unknown.map((name) => `this program does not know ${name}`),
    ]
    super(
      `The backup was made by version ${version}, whose tables differ: ${differences.slice(0, 3).join('; ')}. Nothing was changed.`,
      `Restore it with version ${version}; starting a newer one afterwards migrates it.`
    )
  }
}

export class DatabaseNotEmpty extends CodedError {
  readonly code = 'E_DATABASE_NOT_EMPTY'
  readonly kind = 'refused'

  constructor(found: string) {
    super(
      `The database holds ${found}: a restore would replace all of it. Nothing was changed.`,
      'Restore into an empty database (another DATABASE_URL or DATA_DIR), or give --replace.'
    )
  }
}

export class DatabaseInUse extends CodedError {
  readonly code = 'E_DATABASE_IN_USE'
  readonly kind = 'refused'

  constructor(workers: number) {
    super(
      `${workers} ${workers === 1 ? 'process works' : 'processes work'} on this database. Nothing was changed.`,
      'Stop every server and worker, and try again half a minute later.'
    )
  }
}

export class NothingToBackUp extends CodedError {
  readonly code = 'E_NOTHING_TO_BACK_UP'
  readonly kind = 'bad_input'

  constructor(where: string) {
    super(
      `There are no people and no datasets in ${where}: it is not a service's database. No file was written.`,
      'Give the DATA_DIR or DATABASE_URL that the service has in its unit or container; README shows how, under Backup.'
    )
  }
}
