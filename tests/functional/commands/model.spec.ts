import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { emptyDatabase } from '#tests/empty_database'
import { plantSeeds, type PlantedModel } from '#tests/functional/models/planted_model'
import { ace } from '#tests/functional/system/processes'
import { temporaryFolder, type TemporaryFolder } from './temporary_folder.js'

test.group('model:list, model:promote, model:export', (group) => {
  let folder: TemporaryFolder
  let three: PlantedModel
  let two: PlantedModel

  group.setup(async () => {
    await emptyDatabase()
    folder = await temporaryFolder()
    three = await plantSeeds()
    two = await plantSeeds({ statuses: ['completed', 'completed'] })
    return async () => {
      await folder.remove()
      await emptyDatabase()
    }
  })

  test('an experiment is promoted by the account of the system, and listed', async ({ assert }) => {
    const id = String(three.experimentId)
    const promoted = await ace([
      ...['model:promote', id, '--name=trend', '--reason=To be judged on paper.', '--json'],
    ])
    assert.equal(promoted.code, 0, promoted.stderr)
    assert.containsSubset(JSON.parse(promoted.stdout), { name: 'trend', version: 1, seeds: 3 })
    const [line] = await db.from('audit_events').where('act', 'model.promote')
    assert.equal(line.route, 'command')
    const listed = await ace(['model:list', '--json'])
    const { models, total } = JSON.parse(listed.stdout)
    assert.equal(total, 2)
    assert.deepEqual(
      models.map(({ stage }: { stage: string }) => stage),
      ['candidate', 'promoted']
    )
    const told = await ace(['model:list', '--stage=promoted'])
    assert.equal(told.stdout, 'promoted   trend/1: PLANTED 1d, 3 seeds, not evaluated\n')
  }).timeout(60_000)

  test('a promoted model is exported by its name, with the bytes that are stored', async ({
    assert,
  }) => {
    const out = join(folder.path, 'trend')
    const args = ['model:export', 'trend', '--format=tfjs', `--out=${out}`, '--seed=3', '--json']
    const { code, stdout, stderr } = await ace(args)
    assert.equal(code, 0, stderr)
    const answer = JSON.parse(stdout)
    assert.containsSubset(answer, { experiment_id: three.experimentId, seed: 3, format: 'tfjs' })
    assert.isAtMost(answer.largest_difference, 1e-6)
    assert.deepEqual(
      answer.files.map((file: string) => basename(file)),
      ['model.json', 'weights.bin', 'manifest.json']
    )
    for (const file of await db.from('model_export_files')) {
      assert.isTrue(file.content.equals(await readFile(join(out, file.name))), file.name)
    }
  }).timeout(60_000)

  test('what is refused exits with 3, bad input with 2, and nothing changes', async ({
    assert,
  }) => {
    const id = String(two.experimentId)
    const out = `--out=${folder.path}`
    const cases: [string[], number, RegExp][] = [
      [['model:promote', id, '--name=x', '--reason=y'], 3, /2 completed seeds, but .* at least 3/],
      [['model:promote', 'best', '--name=x'], 2, /experiment is "best", but must be an id/],
      [['model:export', 'trend/9', '--format=onnx', out], 2, /There is no model trend 9/],
      [['model:export', id, '--format=keras', out], 2, /"keras", but must be onnx, tfjs, json/],
    ]
    for (const [args, exit, message] of cases) {
      const { code, stdout, stderr } = await ace([...args, '--json'])
      assert.equal(code, exit, message.source)
      assert.match(stderr, message)
      assert.property(JSON.parse(stdout), 'error')
    }
    assert.lengthOf(await db.from('model_versions'), 1)
  }).timeout(90_000)
})
