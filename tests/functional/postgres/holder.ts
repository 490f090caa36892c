import { acquirePostgres } from '../../../app/integrations/embedded_postgres/embedded_postgres.ts'
import { isCodedError } from '../../../app/core/errors.ts'

/**
 * A process that uses the server of the folder named by its argument: prints one line of JSON, then
 * gives the server back when its standard input ends. See `hold.ts`.
 */
try {
  const lease = await acquirePostgres({ folder: process.argv[2], durable: false })
  process.stdout.write(`${JSON.stringify({ url: lease.url })}\n`)
  process.stdin.resume()
  await new Promise((resolve) => process.stdin.once('end', resolve))
  await lease.release()
} catch (error) {
  if (!isCodedError(error)) throw error
  const { code, message, remedy } = error
  process.stdout.write(`${JSON.stringify({ code, message, remedy })}\n`)
}
