import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import User from '#models/user'
import { decodeCheckpoint } from '#compute/codecs/checkpoint_codec'
import DatasetService from '#services/dataset_service'
import TrainingService from '#services/training_service'
import { tokenOf } from '#tests/functional/api/program'
import { executorHere } from './executor_here.js'
import { ACTOR, SMALL, storedRun } from './fixture.js'

/** Bars that rise by a tenth a day: long ten times, equity more than doubles each day. */
async function runawayDataset(): Promise<number> {
  const lines = Array.from({ length: 420 }, (_, day) => {
    const price = (1.1 ** day * (day % 2 === 0 ? 1 : 1.02)).toFixed(6)
    const date = new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10)
    return `${date},${price},${price},${price},${price},1000`
  })
  const text = ['Date,Open,High,Low,Close,Volume', ...lines].join('\n')
  const csv = { bytes: Buffer.from(text), name: 'RUNAWAY.csv' }
  const datasets = await app.container.make(DatasetService)
  const request = { symbol: 'RUNAWAY', source: 'csv', interval: '1d', from: null, to: null }
  const { dataset } = await datasets.fetch({ ...request, repair: false, csv }, ACTOR)
  return Number(dataset.datasetId)
}

/** The first update, after step 1,000, squares profits of more than 1e19: over float32. */
const RUNAWAY = {
  ...SMALL,
  'agent.loss': 'mse',
  'agent.clipNorm': 'none',
  'agent.learningStarts': 1000,
  'agent.trainEvery': 1,
  'environment.levels': [0, 10],
  'environment.rebalance': true,
  'environment.reward': 'pnl',
  'environment.rewardScale': 1e6,
}

test.group('A loss that is no number', () => {
  test('fails the run with the step at which it appeared, and keeps the last good checkpoint', async ({
    assert,
    client,
    cleanup,
  }) => {
    const { executor, close } = await executorHere(0)
    cleanup(close)
    const training = await app.container.make(TrainingService)
    const datasets = [await runawayDataset()]
    const launch = { datasets, preset: 'quick' as const, set: RUNAWAY, seeds: [1] }
    const [runId] = (await training.launch(launch, ACTOR)).runIds
    assert.equal(await executor.execute(runId), 'settled')

    const run = await storedRun(runId)
    assert.containsSubset(run, {
      status: 'failed',
      error_code: 'E_LOSS_NOT_FINITE',
      episodes_done: 10,
      weights_sha256: null,
    })
    // episodes of 100 steps: the next one after 1,000 is the first of episode 11
    const where = /The loss became Infinity at update 1, environment step 1001, in episode 11\./
    assert.match(run.error_message ?? '', where)

    const kept = await db
      .from('checkpoints')
      .join('checkpoint_contents as c', 'c.checkpoint_id', 'checkpoints.checkpoint_id')
      .where('run_id', runId)
      .firstOrFail()
    assert.equal(kept.episodes_done, 10)
    const { engine, progress } = decodeCheckpoint(kept.content)
    assert.equal(progress.envSteps, 1000)
    assert.isTrue(engine.online.every((weight) => Number.isFinite(weight)))
    const model = await db.from('models').where('run_id', runId).firstOrFail()
    assert.include([5, 10], model.manifest.episode) // the validations before

    const shown = await client
      .get(`/api/v1/training/runs/${runId}`)
      .bearerToken(await tokenOf('viewer'))
    const { status, error } = shown.body()
    assert.equal(status, 'failed')
    assert.equal(error.code, 'E_LOSS_NOT_FINITE')
    assert.match(error.message, where)
    assert.match(error.remedy, /Lower agent\.learningRate/)
    const person = await User.findByOrFail('email', 'viewer-all@example.com')
    const page = await client.get(`/runs/${runId}`).loginAs(person)
    page.assertStatus(200)
    assert.match(page.text(), where)
  }).timeout(60_000)
})
