import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { until } from '../training/fixture.js'
import { kill, killWorkers, workerProcess } from '../training/worker_process.js'
import { request, settled, sheetOf, trainedExperiment, workingHere } from './fixture.js'

test.group('Crashes while evaluating', (group) => {
  let experimentId: number

  group.setup(async () => {
    const { stop } = await workingHere()
    ;({ experimentId } = await trainedExperiment({}, [1]))
    await stop()
  })
  group.each.teardown(killWorkers)

  test('a killed worker’s evaluation is done by another, and stored once', async ({ assert }) => {
    const evaluationId = await request({
      of: { experimentId },
      range: 'validation',
      settings: { bootstrap: 100_000, randomDraws: 10_000 },
    })
    const first = workerProcess()
    await until(async () => {
      const { status } = await db
        .from('evaluation_runs')
        .where('evaluation_id', evaluationId)
        .firstOrFail()
      return status === 'running' ? true : null
    })
    await kill(first)
    assert.isNull(
      await db.from('evaluation_documents').where('evaluation_id', evaluationId).first()
    )
    workerProcess()
    assert.equal(sheetOf(await settled(evaluationId)).intervals?.resamples, 100_000)
    const [{ n }] = await db
      .from('evaluation_metrics')
      .where({ evaluation_id: evaluationId, subject: 'median', metric: 'sharpe' })
      .count('* as n')
    assert.equal(Number(n), 1)
  }).timeout(180_000)
})
