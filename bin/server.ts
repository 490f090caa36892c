import { onStopSignal } from '../start/stop_signals.js'
import { ignite } from './application.js'

const ignitor = ignite()

const started = ignitor
  .httpServer()
  .start()
  .catch(async (error) => {
    const { complain } = await import('#exceptions/complaint')
    process.exitCode = complain(error, false)
    await ignitor.terminate()
  })

// what is half started cannot be stopped in order
onStopSignal(() => void started.then(() => ignitor.terminate()))
