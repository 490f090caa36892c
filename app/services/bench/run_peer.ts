import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { CodedError, InvalidParameter } from '#core/errors'

/** Where the peers' scripts lie, and the Python that has what they import. */
export interface PeerPlace {
  readonly python: string
  readonly folder: string
}

/** A peer that gave no figure; the others can still be measured. */
export class PeerFailed extends CodedError {
  readonly code = 'E_PEER_FAILED'
  readonly kind = 'unavailable'

  constructor(script: string, reason: string) {
    super(`${script} gave no figure: ${reason}.`, 'Run it by hand to see why.')
  }
}

/**
 * The `results` of a peer's script, run with one thread.
 * @throws E_INVALID_PARAMETER when that Python cannot be started, E_PEER_FAILED, the signal's reason
 */
export async function runPeer(
  { python, folder }: PeerPlace,
  [script, ...args]: readonly [string, ...string[]],
  signal: AbortSignal
): Promise<unknown> {
  signal.throwIfAborted()
  const child = spawn(python, [script, ...args, '--threads', '1'], {
    cwd: folder,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  const ended = once(child, 'close') as Promise<[number | null]>
  const [output, errors, exit] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended.catch((cause: unknown) => {
      signal.throwIfAborted()
      throw noPython(python, cause)
    }),
  ])
  const line = lastLine(output)
  const results = resultsOf(line)
  if (exit[0] === 0 && results !== undefined) return results
  throw new PeerFailed(script, (lastLine(errors) || line || 'it printed nothing').slice(0, 300))
}

function resultsOf(line: string): unknown {
  try {
    return (JSON.parse(line) as { results?: unknown }).results
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? ''
}

function noPython(python: string, cause: unknown): InvalidParameter {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
  const message = `peers is ${JSON.stringify(python)}, which cannot be run: ${reason}.`
  return new InvalidParameter('peers', message, 'Give the path of a Python that has the peers.')
}
