import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postmasterOf } from '../../../app/integrations/embedded_postgres/postmaster.ts'

/** A folder of the test's own, which PostgreSQL's user may enter; its server is stopped afterwards. */
export function newFolder(cleanup: (done: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'rsc-postgres-'))
  chmodSync(folder, 0o755)
  cleanup(() => {
    const left = serverOf(folder)
    if (left) process.kill(left.pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** The server that runs on the folder, null when none does. */
export function serverOf(folder: string) {
  return postmasterOf(dataOf(folder))
}

export function dataOf(folder: string): string {
  return join(folder, 'server', 'data')
}

/** Whether disks of memory can be mounted: root, and not in a container that forbids it. */
export function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'rsc-mount-'))
  const can = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]).status === 0
  if (can) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true })
  return can
}

/** Mounts a small disk of memory on the folder. */
export function mountSmallDisk(
  folder: string,
  megabytes: number,
  cleanup: (done: () => void) => void
): void {
  const size = `size=${megabytes}m,mode=0755`
  spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder])
  cleanup(() => void spawnSync('umount', ['--lazy', folder]))
}
