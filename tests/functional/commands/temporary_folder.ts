import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of one test group, and what writes into it. */
export interface TemporaryFolder {
  readonly path: string
  /** Writes a file and gives its path. */
  write(name: string, content: string): Promise<string>
  remove(): Promise<void>
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'rsc-commands-'))
  return {
    path,
    async write(name, content) {
      await writeFile(join(path, name), content)
      return join(path, name)
    },
    remove: () => rm(path, { recursive: true, force: true }),
  }
}

/** Runs `work` on each item, two at a time: as many as the least machine has cores. */
export async function inPairs<T>(items: readonly T[], work: (item: T) => Promise<void>) {
  const waiting = [...items]
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }
  await Promise.all([worker(), worker()])
}
