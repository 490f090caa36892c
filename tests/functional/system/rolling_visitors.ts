import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Visitor } from '#services/bench/pages/visitor'

const BETWEEN_MS = 5

/** How often each kind of request had each status. */
export class Tally {
  readonly #counts = new Map<string, Map<number, number>>()

  add(kind: string, status: number): void {
    const counts = this.#counts.get(kind) ?? new Map<number, number>()
    this.#counts.set(kind, counts.set(status, (counts.get(status) ?? 0) + 1))
  }

  /** The statuses of each kind. */
  get statuses(): Record<string, number[]> {
    const entries = [...this.#counts].map(([kind, counts]) => [kind, [...counts.keys()]])
    return Object.fromEntries(entries) as Record<string, number[]>
  }

  times(kind: string, status: number): number {
    return this.#counts.get(kind)?.get(status) ?? 0
  }
}

/** Who asks all the time, until told to stop. */
export interface Asking {
  readonly url: string
  readonly email: string
  readonly password: string
  readonly token: string
  readonly runId: number
  readonly tally: Tally
  readonly isOver: () => boolean
}

async function repeat(asking: Asking, kind: string, ask: (k: number) => Promise<number>) {
  for (let k = 1; !asking.isOver(); k++) {
    asking.tally.add(kind, await ask(k))
    await sleep(BETWEEN_MS)
  }
}

async function statusOf(url: string, init: RequestInit = {}): Promise<number> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  await response.arrayBuffer()
  return response.status
}

/** A person with a session of the instance. */
export async function signedIn({ url, email, password }: Asking): Promise<Visitor> {
  const visitor = new Visitor(url)
  await visitor.signIn(email, password)
  return visitor
}

export async function readSignedOut(asking: Asking): Promise<void> {
  await repeat(asking, 'signed out', () => statusOf(`${asking.url}/sign-in`))
}

export async function readPages(asking: Asking): Promise<void> {
  const { headers } = await signedIn(asking)
  const pages = ['/', '/runs', `/runs/${asking.runId}`, '/jobs', '/account']
  await repeat(asking, 'page', (k) => statusOf(asking.url + pages[k % pages.length]!, { headers }))
}

export async function readApi(asking: Asking): Promise<void> {
  const headers = { authorization: `Bearer ${asking.token}` }
  const paths = ['training/runs/', `training/runs/${asking.runId}`, 'episodes/']
  await repeat(asking, 'api', (k) =>
    statusOf(`${asking.url}/api/v1/${paths[k % paths.length]!}`, { headers })
  )
}

/** Writes `note 1`, `note 2` … on the run, with the form's token. */
export async function postForms(asking: Asking): Promise<void> {
  const visitor = await signedIn(asking)
  const { body } = await visitor.get(`/runs/${asking.runId}`)
  const csrf = /name=['"]_csrf['"] value=['"]([^'"]+)['"]/.exec(body)![1]!
  const { headers } = visitor
  await repeat(asking, 'form', (k) =>
    statusOf(`${asking.url}/runs/${asking.runId}/notes`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ _csrf: csrf, notes: `note ${k}` }),
    })
  )
}

/** Saves presets `Preset 1`, `Preset 2` …, each under a key of its own. */
export async function create(asking: Asking): Promise<void> {
  const headers = {
    authorization: `Bearer ${asking.token}`,
    'content-type': 'application/json',
  }
  await repeat(asking, 'creation', (k) =>
    statusOf(`${asking.url}/api/v1/presets/`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': randomUUID() },
      body: JSON.stringify({ name: `Preset ${k}`, preset: 'quick' }),
    })
  )
}
