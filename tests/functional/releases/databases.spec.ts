import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import pg from 'pg'
import env from '#start/env'
import { actedBy, databaseOf, releases } from '../../golden/releases/release_files.js'
import { ace } from '../system/processes.js'

/** A database of the run's own server that holds what a release dumped. */
async function restored(release: string): Promise<{ url: string; client: pg.Client }> {
  const name = `release_${release.replace(/\W/g, '_')}`
  await db.rawQuery(`create database ${name}`)
  const url = new URL(env.get('DATABASE_URL'))
  url.pathname = `/${name}`
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(databaseOf(release))
  return { url: url.href, client }
}

test.group('Databases of releases', () => {
  for (const release of releases()) {
    test(`what ${release} stored is migrated forward, read, and trained again to the same weights`, async ({
      assert,
      cleanup,
    }) => {
      const { url, client } = await restored(release)
      cleanup(() => client.end())
      const environment = { DATABASE_URL: url }
      const { datasetSha256 } = actedBy(release)

      const shown = await ace(['data:show', 'WALK', '--json'], environment)
      assert.equal(shown.code, 0, shown.stderr)
      assert.containsSubset(JSON.parse(shown.stdout), { sha256: datasetSha256, bars: 300 })

      const { rows: migrations } = await client.query('select name from adonis_schema')
      const { rows: own } = await db.rawQuery('select name from adonis_schema')
      assert.sameMembers(namesOf(migrations), namesOf(own))

      const { rows: runs } = await client.query('select run_id, weights_sha256 from training_runs')
      assert.lengthOf(runs, 1)
      const again = await ace(['reproduce', String(runs[0].run_id), '--json'], environment)
      assert.equal(again.code, 0, again.stderr)
      assert.equal(JSON.parse(again.stdout).weights_sha256, runs[0].weights_sha256)

      // as a row of a program before a parameter existed
      await client.query("update training_runs set parameters = parameters #- '{agent,tau}'")
      const older = await ace(['reproduce', String(runs[0].run_id), '--json'], environment)
      assert.equal(older.code, 0, older.stderr)

      const { rows: episodes } = await client.query(
        `select e.total_steps, count(s.step_id)::int as stored from episodes e
         join steps s using (episode_id) where e.steps_recorded group by e.episode_id`
      )
      assert.isNotEmpty(episodes)
      for (const { total_steps: steps, stored } of episodes) assert.equal(stored, steps)
    }).timeout(120_000)
  }
})

function namesOf(rows: readonly { name: string }[]): string[] {
  return rows.map(({ name }) => name)
}
