import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { VERDICTS } from '#core/evaluation/verdicts/verdict'
import { trainedExperiment, workingHere } from '#tests/functional/evaluation/fixture'
import { ace } from '#tests/functional/system/processes'

const FEW = ['--bootstrap=200', '--costs=0,1,2']

test.group('evaluate', (group) => {
  let experimentId: number
  let runIds: readonly number[]

  group.setup(async () => {
    const { stop } = await workingHere()
    ;({ experimentId, runIds } = await trainedExperiment())
    await stop()
  })

  test('judges an experiment on validation, and says all of it as one JSON object', async ({
    assert,
  }) => {
    const args = [`--experiment=${experimentId}`, '--split=validation', '--json']
    const { code, stdout, stderr } = await ace(['evaluate', ...args, ...FEW])
    assert.equal(code, 0, stderr)
    const answer = JSON.parse(stdout)
    assert.properties(answer, ['metrics', 'benchmarks', 'intervals', 'verdicts', 'looks'])
    assert.deepEqual(
      answer.metrics.map(({ run_id: runId }: { run_id: number }) => runId),
      runIds
    )
    assert.deepEqual(
      answer.verdicts.map(({ name }: { name: string }) => name),
      [...VERDICTS]
    )
    assert.deepEqual(answer.looks, [])
    assert.equal(answer.intervals.resamples, 200)
    assert.lengthOf(answer.stress.costs, 3)
  }).timeout(60_000)

  test('prints the verdicts before the table, and the count of looks beside a test result', async ({
    assert,
  }) => {
    const args = [`--run=${runIds[0]}`, '--split=test', '--reason=a first look']
    const { code, stdout, stderr } = await ace(['evaluate', ...args, ...FEW])
    assert.equal(code, 0, stderr)
    assert.match(stdout, /after costs\. Look 1 at this test range, of 1\./)
    assert.isBelow(stdout.indexOf('beats buy and hold'), stdout.indexOf('Buy and hold   '))
    const look = await db.from('test_looks').firstOrFail()
    assert.equal(look.reason, 'a first look')
  }).timeout(60_000)

  test('retrains in folds and says how each did', async ({ assert }) => {
    const args = [`--experiment=${experimentId}`, '--walk-forward=anchored:2', '--json']
    const { code, stdout, stderr } = await ace(['evaluate', ...args, ...FEW])
    assert.equal(code, 0, stderr)
    const { folds, range } = JSON.parse(stdout)
    assert.equal(range, 'walk_forward')
    assert.lengthOf(folds, 2)
    assert.lengthOf(folds[0].runIds, 2)
  }).timeout(120_000)

  test('tunes in each fold first where it is asked to', async ({ assert }) => {
    const flags = ['--walk-forward=rolling:2', '--retune=agent', '--trials=1', '--json']
    const { code, stdout, stderr } = await ace([
      'evaluate',
      `--experiment=${experimentId}`,
      ...flags,
      ...FEW,
    ])
    assert.equal(code, 0, stderr)
    const { evaluation_id: id, folds } = JSON.parse(stdout)
    assert.lengthOf(folds, 2)
    const studies = await db.from('studies').where('evaluation_id', id).select('trial_count')
    assert.deepEqual(studies, [{ trial_count: 1 }, { trial_count: 1 }])
  }).timeout(120_000)

  const refusals: readonly [string[], RegExp][] = [
    [['--split=validation'], /Neither of --run and --experiment is given/],
    [['--experiment=1', '--run=1', '--split=test'], /Each of --run and --experiment is given/],
    [['--experiment=x', '--split=test'], /--experiment is "x", but must be its number/],
    [['--experiment=1'], /--split is "", but must be validation or test/],
    [['--experiment=1', '--split=training'], /--split is "training"/],
    [['--experiment=1', '--walk-forward=8'], /--walk-forward is "8", but must be anchored or/],
    [['--experiment=1', '--split=test', '--retune=agent'], /--retune is given without --walk-f/],
    [['--experiment=1', '--walk-forward=rolling:2', '--retune=none'], /--retune is none, which/],
    [['--experiment=1', '--split=test', '--bootstrap=many'], /bootstrap is NaN/],
  ]
  test('bad input exits with 2, names the argument, and looks at nothing', async ({ assert }) => {
    const before = await db.from('evaluation_runs').count('* as n').firstOrFail()
    for (const [args, message] of refusals) {
      const { code, stdout, stderr } = await ace(['evaluate', ...args, '--json'])
      assert.equal(code, 2, args.join(' '))
      assert.match(stderr, message)
      assert.equal(JSON.parse(stdout).error.code, 'E_INVALID_PARAMETER')
    }
    assert.deepEqual(await db.from('evaluation_runs').count('* as n').firstOrFail(), before)
  }).timeout(120_000)
})
