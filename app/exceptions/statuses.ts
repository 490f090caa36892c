import type { ErrorKind } from '#core/errors'

/** How each kind of error leaves the program: one table for pages, API and commands. */
export const STATUSES: Readonly<Record<ErrorKind, { http: number; exit: number }>> = {
  bad_input: { http: 422, exit: 2 },
  refused: { http: 403, exit: 3 },
  limited: { http: 429, exit: 1 },
  not_found: { http: 404, exit: 2 },
  conflict: { http: 409, exit: 1 },
  unavailable: { http: 503, exit: 1 },
  // no 502 to 504: a proxy would take this server for the one that failed, and ask the source again through the next
  upstream: { http: 424, exit: 1 },
  defect: { http: 500, exit: 1 },
  interrupted: { http: 503, exit: 130 },
}
