import { prettyPrintError } from '@adonisjs/core'
import { ignite } from './application.js'

ignite()
  .ace()
  .handle(process.argv.slice(2))
  .catch((error) => {
    process.exitCode = 1
    void prettyPrintError(error)
  })
