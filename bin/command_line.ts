import { prettyPrintError } from '@adonisjs/core'
import { ignite } from './application.js'

const ignitor = ignite()
const argv = process.argv.slice(2)

ignitor
  .ace()
  .configure(async (app) => {
    const { complain } = await import('#exceptions/complaint')
    const kernel = await app.container.make('ace')
    kernel.errorHandler = {
      async render(error: unknown) {
        kernel.exitCode = complain(error, argv.includes('--json'))
      },
    }
  })
  .handle(argv)
  .catch(async (error) => {
    process.exitCode = 1
    await prettyPrintError(error)
    await ignitor.terminate()
  })
