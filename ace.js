import { isOwnNode } from './bin/own_node.js'

if (await isOwnNode()) {
  await import('@poppinss/ts-exec')
  await import('./bin/console.js')
}
