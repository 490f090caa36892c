import { readFileSync } from 'node:fs'

/**
 * Names a process so that a later one with the same id is told apart: `pid-start`, start in clock ticks
 * since boot where /proc has it. Null: no such process.
 */
export function processName(pid: number): string | null {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return null
  }
  const start = startTicks(pid)
  return start === null ? null : `${pid}-${start}`
}

/** Whether the process that had this name still runs. */
export function isAlive(name: string): boolean {
  return processName(Number(name.split('-')[0])) === name
}

/** Field 22 of /proc/PID/stat; the command's name before it may hold spaces and brackets. Zombies count as gone. */
function startTicks(pid: number): string | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return process.platform === 'linux' ? null : '0' // no /proc: the id alone has to do
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? null : fields[19]
}
