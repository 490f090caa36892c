/** What a check found; `remedy` says what to do, null when nothing needs to be done. */
export interface Finding {
  readonly status: 'ok' | 'warning' | 'failed'
  readonly detail: string
  readonly remedy: string | null
}

/** One line of `node ace doctor`. */
export interface Check {
  /** Lower case words, as in `free disk`. */
  readonly name: string
  /** Run only when the database is reached. */
  readonly needsDatabase: boolean
  run(): Finding | Promise<Finding>
}

export function ok(detail: string): Finding {
  return { status: 'ok', detail, remedy: null }
}

export function warning(detail: string, remedy: string): Finding {
  return { status: 'warning', detail, remedy }
}

export function failed(detail: string, remedy: string): Finding {
  return { status: 'failed', detail, remedy }
}
