import app from '@adonisjs/core/services/app'
import { readFileSync } from 'node:fs'

let version: string | null = null

/** Version of this program, for manifests and workers. */
export function codeVersion(): string {
  if (version === null) {
    const text = readFileSync(app.makePath('package.json'), 'utf8')
    version = (JSON.parse(text) as { version: string }).version
  }
  return version
}
