import { isOwnNode } from './own_node.js'

// the `ace.js` of a production build is generated: it leads here on whatever Node it was called with
if (await isOwnNode()) await import('./command_line.js')
