/*
 * Leaves in a folder of this version what every later one must load and act alike on: parameters, a
 * dataset, a checkpoint and a model of each engine, a database, and what this version did with them.
 *
 *     node --import=@poppinss/ts-exec tests/golden/releases/write_release.ts
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { format } from 'prettier'
import { ignite } from '../../../bin/application.js'
import { encodeCheckpoint } from '../../../app/compute/codecs/checkpoint_codec.ts'
import { weightBytes } from '../../../app/compute/codecs/weights_codec.ts'
import { engineFactory } from '../../../app/compute/engines/factory.ts'
import { packDataset } from '../../../app/integrations/data_sources/dataset_hash.ts'
import { play, RecordedRun } from '../../unit/agent/run_fixture.ts'
import { goneOn, playedModel } from './acted_of.ts'
import { releaseFile, type Acted, type ActedEngine } from './release_files.ts'
import { CHECKPOINT_AFTER, releaseBars, RELEASE_SEED, releaseSpec } from './release_run.ts'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
const write = (name: string, content: string | Uint8Array) =>
  writeFileSync(releaseFile(version, name), content)
const writeJson = async (name: string, value: unknown) =>
  write(
    name,
    await format(JSON.stringify(value), { parser: 'json', printWidth: 100, trailingComma: 'es5' })
  )

mkdirSync(releaseFile(version, ''), { recursive: true })
const bars = releaseBars()
const { sha256, packed } = await packDataset(bars)
const dataset = { sha256, ...bars }
write('dataset.bin', packed)

async function writeEngine(engine: 'simd' | 'reference'): Promise<ActedEngine> {
  const spec = releaseSpec(dataset, engine)
  const { run, outcome } = play(spec, engineFactory(engine), new RecordedRun([CHECKPOINT_AFTER]))
  const [checkpoint] = run.checkpoints
  const best = outcome.best!
  write(`checkpoint-${engine}.bin`, encodeCheckpoint(checkpoint))
  await writeJson(`model-${engine}.json`, { ...best.manifest, episode: best.episode })
  write(`model-${engine}.bin`, weightBytes(best.weights))
  return { ...goneOn({ ...spec, checkpoint }, engine), ...playedModel(best, dataset, engine) }
}

const engines = { simd: await writeEngine('simd'), reference: await writeEngine('reference') }
await writeJson('parameters.json', releaseSpec(dataset, 'reference').parameters)
const acted: Acted = { seed: RELEASE_SEED, codeVersion: version, datasetSha256: sha256, engines }
await writeJson('acted.json', acted)

// a database of this script's own
const folder = mkdtempSync(join(tmpdir(), 'rsc-release-'))
chmodSync(folder, 0o755) // as root, PostgreSQL's own user enters it
Object.assign(process.env, { NODE_ENV: 'test', DATA_DIR: folder })
delete process.env.DATABASE_URL
process.argv[2] = 'migration:run' // whose schema a start leaves alone
const app = ignite().createApp('console')
await app.init()
await app.boot()
await app.start(async () => {
  const { migrate, rowStatements, schemaStatements } = await import('./database_dump.ts')
  const { storeReleaseRun } = await import('./release_database.ts')
  const schema = await schemaStatements()
  await migrate()
  await storeReleaseRun()
  write('database.sql.gz', gzipSync(`${schema}\n${await rowStatements()}`, { level: 9 }))
})
await app.terminate()
rmSync(folder, { recursive: true, force: true })
