import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'

const APP_ROOT = new URL('../', import.meta.url)

const IMPORTER = (filePath: string) => {
  if (filePath.startsWith('./') || filePath.startsWith('../')) {
    return import(new URL(filePath, APP_ROOT).href)
  }
  return import(filePath)
}

/** The application before it boots: database and secrets are prepared before any config is read. */
export function ignite(): Ignitor {
  return new Ignitor(APP_ROOT, { importer: IMPORTER }).tap((app) => {
    app.booting(async () => {
      const { prepareEnvironment } = await import('#start/prepare')
      await prepareEnvironment(app)
      try {
        await import('#start/env')
      } catch (error) {
        const { releasePostgres } = await import('#providers/postgres_provider')
        await releasePostgres(app) // no provider is there yet that would
        throw error
      }
    })
  })
}
