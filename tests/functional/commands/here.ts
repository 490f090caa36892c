import ace from '@adonisjs/core/services/ace'

/** A command run within this process: for what is refused before anything starts. */
export async function here(
  name: string,
  args: readonly string[]
): Promise<{
  readonly code: number | undefined
  readonly stdout: string
  readonly stderr: string
}> {
  const said = { stdout: '', stderr: '' }
  const restore = (['stdout', 'stderr'] as const).map((stream) => {
    const write = process[stream].write
    process[stream].write = (text: string | Uint8Array) => {
      said[stream] += String(text)
      return true
    }
    return () => void (process[stream].write = write)
  })
  try {
    const { exitCode } = await ace.exec(name, [...args])
    return { code: exitCode, ...said }
  } finally {
    for (const each of restore) each()
  }
}
