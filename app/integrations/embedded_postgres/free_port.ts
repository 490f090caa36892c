import { createServer } from 'node:net'
import { InvalidParameter } from '../../core/errors.ts'

/** The port that POSTGRES_PORT asks for, null when it is unset. */
export function fixedPort(given: string | undefined): number | null {
  if (!given) return null
  const port = Number(given)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new InvalidParameter(
    'POSTGRES_PORT',
    `POSTGRES_PORT is ${given}, but must be an integer from 1 to 65535.`,
    'Unset it, which takes any free port, or name a free one.'
  )
}

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
