import { existsSync } from 'node:fs'
import { isOwnNode } from './own_node.js'

// `npm start` serves the sources and a production build alike
process.env.NODE_ENV ??= 'production'
if (await isOwnNode()) {
  if (existsSync(new URL('./server.ts', import.meta.url))) await import('@poppinss/ts-exec')
  await import('./server.js')
}
