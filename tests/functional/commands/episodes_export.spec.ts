import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ace } from '#tests/functional/system/processes'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { recordsCsv } from '../../../commands/_records_csv.js'
import { temporaryFolder, type TemporaryFolder } from './temporary_folder.js'

test.group('episodes:export', (group) => {
  let folder: TemporaryFolder
  let run: PlantedRun
  group.setup(async () => {
    folder = await temporaryFolder()
    run = await plantRun({ episodes: 10, symbol: 'EXPORTED' })
    return () => folder.remove()
  })

  const jsonIn = async (out: string, name: string) =>
    JSON.parse(await readFile(join(out, name), 'utf8'))

  test('writes the same records as CSV and as JSON, and names the files', async ({ assert }) => {
    const out = join(folder.path, 'episode')
    const args = ['episodes:export', String(run.bestEpisodeId), `--out=${out}`, '--json']
    const { code, stdout, stderr } = await ace(args)
    assert.equal(code, 0, stderr)
    const answer = JSON.parse(stdout)
    assert.containsSubset(answer, { episode_id: run.bestEpisodeId, run_id: run.runId, steps: 170 })
    assert.sameMembers(
      answer.files.map((file: string) => basename(file)),
      ['episode.json', 'steps.csv', 'steps.json', 'trades.csv', 'trades.json'].concat([
        'operations.csv',
        'operations.json',
      ])
    )
    const episode = await jsonIn(out, 'episode.json')
    assert.equal(episode.rllib_episode_id, episode.external_episode_id)
    for (const name of ['steps', 'trades', 'operations']) {
      const [head, ...lines] = (await readFile(join(out, `${name}.csv`), 'utf8')).trim().split('\n')
      const rows = await jsonIn(out, `${name}.json`)
      assert.lengthOf(lines, rows.length)
      assert.equal(answer[name], rows.length)
      assert.deepEqual(head!.split(','), Object.keys(rows[0]))
    }
    const steps = await jsonIn(out, 'steps.json')
    assert.equal(steps[169].portfolio_value, episode.final_portfolio_value)
    assert.isArray(steps[0].q_values)
    const again = await ace(args)
    assert.equal(again.code, 0, 'files of these names are replaced')
  }).timeout(60_000)

  test('an episode without steps says so and leaves headers', async ({ assert }) => {
    const out = join(folder.path, 'bare')
    const id = String(run.trainingEpisodeId)
    const { code, stdout } = await ace(['episodes:export', id, `--out=${out}`])
    assert.equal(code, 0)
    assert.include(stdout, 'Its steps were not recorded')
    assert.match(await readFile(join(out, 'steps.csv'), 'utf8'), /^step_id,[a-z_,]+\n$/)
  }).timeout(60_000)

  test('bad input exits with 2', async ({ assert }) => {
    const file = await folder.write('file', '')
    const cases: [string[], RegExp][] = [
      [['999999', `--out=${folder.path}`], /There is no episode 999999/],
      [['best', `--out=${folder.path}`], /episode is "best", but must be an id/],
      [[String(run.bestEpisodeId), `--out=${file}`], /where nothing can be written: EEXIST/],
      [[String(run.bestEpisodeId)], /out/],
    ]
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await ace(['episodes:export', ...args, '--json'])
      assert.equal(code, 2, message.source)
      assert.match(stderr, message)
      assert.property(JSON.parse(stdout), 'error')
    }
  }).timeout(60_000)

  test('text that a spreadsheet would take for a formula is guarded, a number is not', ({
    assert,
  }) => {
    const csv = recordsCsv(
      ['a', 'b'],
      [
        { a: '=1+1', b: -2.5 },
        { a: '@x, "y"', b: null },
      ]
    )
    assert.equal(csv, `a,b\n'=1+1,-2.5\n"'@x, ""y""",\n`)
  })
})
