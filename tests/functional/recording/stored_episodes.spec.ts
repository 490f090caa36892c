import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { engineFactory } from '#compute/engines/factory'
import type { RunCallbacks } from '#core/agent/run_contract'
import { runTraining } from '#core/agent/training_run'
import { STEP_REASONS, type EpisodeRecord } from '#core/environment/episode_record'
import { resolveParameters } from '#core/parameters/resolve'
import RunDatasets from '#services/training/run_datasets'
import TrainingService from '#services/training_service'
import { executorHere } from '../training/executor_here.js'
import { ACTOR, sampleDataset, SMALL, storedRun } from '../training/fixture.js'

/** Short, long and flat with a stop, so that every kind of operation happens. */
const VARIED = {
  ...SMALL,
  'environment.levels': [-1, 0, 1],
  'environment.stopLoss': 0.02,
  'training.episodes': 10,
}

async function storedRunWith(recordEvery: number): Promise<number> {
  const training = await app.container.make(TrainingService)
  const set = { ...VARIED, 'training.recordEvery': recordEvery }
  const datasets = [await sampleDataset()]
  const launch = { datasets, preset: 'quick' as const, set, seeds: [5] }
  const [runId] = (await training.launch(launch, ACTOR)).runIds
  const { executor, close } = await executorHere()
  await executor.execute(runId)
  await close()
  return runId
}

/** The same run, played here and stored nowhere. */
async function played(runId: number): Promise<EpisodeRecord[]> {
  const { experiment_id: experimentId } = await storedRun(runId)
  const { datasets } = await (await app.container.make(RunDatasets)).load(experimentId)
  const parameters = resolveParameters({ ...VARIED, 'training.recordEvery': 1 }, 'quick')
  const records: EpisodeRecord[] = []
  const callbacks: RunCallbacks = {
    prepared: () => {},
    cancelled: () => false,
    progress: () => {},
    episode: (record) => void records.push(record),
    validation: (_, validations) => void records.push(...validations),
    best: () => {},
    checkpointDue: () => false,
    checkpoint: () => {},
  }
  const spec = { seed: 5, parameters, datasets, codeVersion: 'test', checkpoint: null }
  runTraining(spec, engineFactory('auto'), callbacks)
  return records
}

async function episodesOf(runId: number) {
  return db.from('episodes').where('run_id', runId).orderBy('sequence')
}

test.group('Recorded episodes', (group) => {
  let runId: number
  group.setup(async () => {
    runId = await storedRunWith(1)
  })

  test('a validation keeps between which its greatest Q-values lay, a training episode does not', async ({
    assert,
  }) => {
    const spreads = (await db
      .from('episodes as e')
      .join('steps as s', 's.episode_id', 'e.episode_id')
      .where('e.run_id', runId)
      .groupBy('e.episode_id')
      .orderBy('e.sequence')
      .select(
        ...['e.kind', 'e.max_q_low', 'e.max_q_high'],
        db.raw(`percentile_cont(array[0.1, 0.9]) within group (order by
          (select max(q)::float8 from unnest(s.q_values) q)) as spread`)
      )) as { kind: string; max_q_low: number; max_q_high: number; spread: number[] }[]
    assert.includeMembers(
      spreads.map(({ kind }) => kind),
      ['training', 'validation']
    )
    for (const { kind, max_q_low: low, max_q_high: high, spread } of spreads) {
      if (kind === 'training') assert.deepEqual([low, high], [null, null])
      else {
        assert.closeTo(low, spread[0]!, 1e-12)
        assert.closeTo(high, spread[1]!, 1e-12)
      }
    }
  })

  test('their steps, trades and operations are what was played, to the last bit', async ({
    assert,
  }) => {
    const records = await played(runId)
    const episodes = await episodesOf(runId)
    assert.lengthOf(episodes, records.length)
    for (const [k, record] of records.entries()) {
      const { episode_id: id, ...episode } = episodes[k]
      assert.equal(episode.final_portfolio_value, record.finalEquity)
      assert.equal(episode.total_reward, record.totalReward)
      assert.deepEqual(episode.action_counts, [...record.actionCounts])
      const columns = record.stepColumns!
      const steps = await db.from('steps').where('episode_id', id).orderBy('step_id')
      assert.lengthOf(steps, record.steps)
      for (const [s, step] of steps.entries()) {
        const q = columns.qValues!.slice(3 * s, 3 * s + 3)
        const expected = {
          bar: columns.bar[s],
          timestamp: new Date(columns.time[s]),
          portfolio_value: columns.equity[s],
          reward: columns.reward[s],
          asset_price: columns.price[s],
          units: columns.units[s],
          action: ['short', 'flat', 'long'][columns.action[s]],
          position: ['short', 'flat', 'long'][Math.sign(columns.units[s]) + 1],
          reason: STEP_REASONS[columns.reason[s]],
        }
        assert.containSubset(step, expected)
        assert.deepEqual(Float32Array.from(step.q_values), q)
      }
      const operations = await db
        .from('trading_operations')
        .join('steps', 'steps.step_id', 'trading_operations.step_id')
        .where('trading_operations.episode_id', id)
        .orderBy('operation_id')
        .select('trading_operations.*', 'steps.bar as step_bar', 'steps.episode_id as step_episode')
      const text = (fill: object) => JSON.stringify(fill)
      assert.deepEqual(
        operations.map((row) =>
          text([row.bar, row.operation_type, row.size, row.price, row.costs, row.reason])
        ),
        record.fills.map((fill) =>
          text([fill.bar, fill.side, fill.quantity, fill.price, fill.commission, fill.reason])
        )
      )
      // each hangs on the step that reached its bar
      for (const row of operations)
        assert.deepEqual([row.step_bar, row.step_episode], [row.bar, id])
      const trades = await db.from('trades').where('episode_id', id).orderBy('trade_id')
      const open = record.openTrade === null ? [] : [record.openTrade]
      assert.deepEqual(
        trades.map(({ pnl, direction }) => [pnl, direction]),
        [...record.trades, ...open].map(({ pnl, direction }) => [pnl, direction])
      )
    }
  }).timeout(60_000)

  test('an episode has the same figures with its steps or without, and says which', async ({
    assert,
  }) => {
    const without = await storedRunWith(0)
    const figures = async (id: number) =>
      (await episodesOf(id)).map((row) => {
        const { kind, number, pnl, total_reward: reward, sharpe_ratio: sharpe } = row
        return { kind, number, pnl, reward, sharpe, drawdown: row.max_drawdown }
      })
    assert.deepEqual(await figures(without), await figures(runId))
    for (const episode of await episodesOf(without)) {
      const [{ n }] = await db.from('steps').where('episode_id', episode.episode_id).count('* as n')
      assert.equal(episode.steps_recorded, episode.kind === 'validation')
      assert.equal(Number(n), episode.steps_recorded ? episode.total_steps : 0)
    }
  }).timeout(60_000)
})
