import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { decodeCheckpoint } from '../../../app/compute/codecs/checkpoint_codec.ts'
import { weightsFrom } from '../../../app/compute/codecs/weights_codec.ts'
import type { RunCheckpoint, RunDataset } from '../../../app/core/agent/run_contract.ts'
import type { StoredModel } from '../../../app/core/agent/stored_model.ts'
import { restoreParameters } from '../../../app/core/parameters/stored_parameters.ts'
import { unpackDataset } from '../../../app/integrations/data_sources/dataset_hash.ts'

/** What a release's program did, which every later one has to do. */
export interface Acted {
  readonly seed: number
  readonly codeVersion: string
  readonly datasetSha256: string
  readonly engines: Readonly<Record<'simd' | 'reference', ActedEngine>>
}

export interface ActedEngine {
  /** Of the run that went on from the checkpoint to its end. */
  readonly weightsSha256: string
  /** Of each training and validation episode after the checkpoint, in order. */
  readonly finalEquities: readonly number[]
  /** Of the best model over the test range: wanted position by decision, as its index. */
  readonly actions: string
  readonly finalEquity: number
  /** float32 of its last decision. */
  readonly lastQValues: readonly number[]
}

const FOLDER = new URL('./', import.meta.url)

/** The releases that left files here, oldest first. */
export function releases(): string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

export function releaseFile(release: string, name: string): URL {
  return new URL(`./${release}/${name}`, FOLDER)
}

const bytesOf = (release: string, name: string) => readFileSync(releaseFile(release, name))
const jsonOf = (release: string, name: string): unknown =>
  JSON.parse(bytesOf(release, name).toString())

export function actedBy(release: string): Acted {
  return jsonOf(release, 'acted.json') as Acted
}

/** The parameters as the release stored them. */
export function storedParameters(release: string): unknown {
  return jsonOf(release, 'parameters.json')
}

export async function datasetOf(release: string): Promise<RunDataset> {
  const { datasetSha256: sha256 } = actedBy(release)
  return { sha256, ...(await unpackDataset(bytesOf(release, 'dataset.bin'), sha256)) }
}

export function checkpointOf(release: string, engine: string): RunCheckpoint {
  return decodeCheckpoint(bytesOf(release, `checkpoint-${engine}.bin`))
}

/** A model as the database has it: its manifest as JSON, its weights as bytes. */
export function modelOf(release: string, engine: string): StoredModel {
  const { episode, ...manifest } = jsonOf(
    release,
    `model-${engine}.json`
  ) as StoredModel['manifest'] & {
    readonly episode: number
  }
  const weights = weightsFrom(bytesOf(release, `model-${engine}.bin`), engine)
  const parameters = restoreParameters(manifest.parameters)
  return { episode, manifest: { ...manifest, parameters }, weights }
}

export function databaseOf(release: string): string {
  return gunzipSync(bytesOf(release, 'database.sql.gz')).toString()
}
