import { ignite } from './application.js'

const ignitor = ignite().tap((app) => {
  app.listen('SIGTERM', () => app.terminate())
  app.listen('SIGINT', () => app.terminate())
})

ignitor
  .httpServer()
  .start()
  .catch(async (error) => {
    const { complain } = await import('#exceptions/complaint')
    process.exitCode = complain(error, false)
    await ignitor.terminate()
  })
