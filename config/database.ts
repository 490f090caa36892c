import env from '#start/env'
import { defineConfig } from '@adonisjs/lucid'
import pg from 'pg'

// ids and counts stay under 2^53, so 64-bit integers are numbers
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export default defineConfig({
  connection: 'postgres',
  connections: {
    postgres: {
      client: 'pg',
      connection: { connectionString: env.get('DATABASE_URL') },
      pool: { min: 0, max: 10 },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: { rulesPaths: ['./database/schema_rules.js'] },
    },
  },
})
