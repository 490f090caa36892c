import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { RUN_STATUSES } from '#models/training_run'
import DatasetService from '#services/dataset_service'
import { planOf, plannedEpisode } from '#services/bench/seed/seed_plan'
import { meanDiscounted } from '#services/recorder/discounted'
import { ace } from '#tests/functional/system/processes'
import { seed } from './seeded.js'

async function one<Row>(sql: string): Promise<Row> {
  const { rows } = (await db.rawQuery(sql)) as { rows: Row[] }
  return rows[0]!
}

test.group('Seeding', () => {
  test('makes the rows it was asked for, of runs in every status', async ({ assert }) => {
    const made = await seed({ runs: 12, episodes: 400, steps: 30_000 })
    assert.deepInclude(made, { runs: 12, experiments: 4, episodes: 400, steps: 30_000 })
    const counted = await one(`select (select count(*)::int from training_runs) as runs,
      (select count(*)::int from episodes) as episodes, (select count(*)::int from steps) as steps,
      (select count(*)::int from trades) as trades,
      (select count(*)::int from trading_operations) as operations`)
    const { runs, episodes, steps, trades, operations } = made
    assert.deepEqual(counted, { runs, episodes, steps, trades, operations })
    const found = await one<{ statuses: string[] }>(
      'select array_agg(distinct status order by status) as statuses from training_runs'
    )
    assert.deepEqual(found.statuses, [...RUN_STATUSES].sort())
  })

  test('one episode has 5,000 steps, and each recorded one as many as it says', async ({
    assert,
  }) => {
    const longest = await one('select max(total_steps) as steps from episodes')
    assert.deepEqual(longest, { steps: 5000 })
    const wrong = await one(`select count(*)::int as count from episodes e
      left join (select episode_id, count(*) as n, min(bar) as first from steps group by episode_id) s
        using (episode_id)
      where steps_recorded and (s.n <> total_steps or s.first <> start_bar + 1)
        or not steps_recorded and s.n is not null`)
    assert.deepEqual(wrong, { count: 0 })
  })

  test('records fit together: fills to steps, best validations to runs, prices to bars', async ({
    assert,
  }) => {
    const wrong = await one(`select
      (select count(*)::int from trading_operations o join steps s using (step_id)
        where s.episode_id <> o.episode_id or s.bar <> o.bar) as operations,
      (select count(*)::int from training_runs r join episodes e on e.episode_id = r.best_episode_id
        where e.run_id <> r.run_id or e.kind <> 'validation'
          or e.sharpe_ratio <> r.best_validation) as best,
      (select count(*)::int from models m join training_runs r using (run_id)
        where m.episode_id <> r.best_episode_id) as models,
      (select count(*)::int from experiments where name not like 'Seeded %') as names`)
    assert.deepEqual(wrong, { operations: 0, best: 0, models: 0, names: 0 })
    const long = await one<{ dataset_id: number; bar: number; asset_price: number }>(
      `select e.dataset_id, s.bar, s.asset_price from steps s join episodes e using (episode_id)
       where e.total_steps = 5000 order by s.bar limit 1`
    )
    const datasets = await app.container.make(DatasetService)
    const { series } = await datasets.load(long.dataset_id)
    assert.equal(long.asset_price, series.close[long.bar])
  })

  test('a validation keeps the discounted return of its steps', async ({ assert }) => {
    const found = await one<{ kept: number; gamma: number; rewards: number[] }>(
      `select e.discounted_return as kept, (r.parameters #>> '{agent,gamma}')::float8 as gamma,
         array_agg(s.reward order by s.bar) as rewards
       from episodes e join training_runs r using (run_id) join steps s using (episode_id)
       where e.kind = 'validation' group by e.episode_id, r.run_id limit 1`
    )
    assert.closeTo(found.kept, meanDiscounted(found.rewards, found.gamma), 1e-9)
  })

  test('the same seed draws the same records, another one others', async ({ assert }) => {
    const size = { runs: 3, episodes: 30, steps: 400 }
    const sums: number[] = []
    for (const draws of [7, 7, 8]) {
      const [{ last }] = (await db.from('episodes').max('episode_id as last')) as {
        last: number
      }[]
      await seed(size, draws)
      const { sum } = await one<{ sum: number }>(
        `select sum(portfolio_value) as sum from steps where episode_id > ${last}`
      )
      sums.push(sum)
    }
    assert.equal(sums[0], sums[1])
    assert.notEqual(sums[0], sums[2])
  })

  test('a database with runs is left alone, unless it is to be added to', async ({ assert }) => {
    const before = await one('select count(*)::int as runs from training_runs')
    const { code, stdout } = await ace(['bench:seed', '--runs=3', '--json'])
    assert.equal(code, 3)
    assert.match(JSON.parse(stdout).error.message, /holds \d+ runs already; nothing was seeded/)
    assert.deepEqual(await one('select count(*)::int as runs from training_runs'), before)
  })
})

test.group('Plan of a seeding', () => {
  test('every fifth episode validates, every tenth training one keeps its steps', ({ assert }) => {
    assert.deepEqual(plannedEpisode(5), { kind: 'validation', number: 4, recorded: true })
    assert.deepEqual(plannedEpisode(6), { kind: 'training', number: 5, recorded: false })
    assert.deepEqual(plannedEpisode(12), { kind: 'training', number: 10, recorded: true })
  })

  test('steps that do not fit into the recorded episodes are refused with the bounds', ({
    assert,
  }) => {
    // one run of 10 episodes records 2 validations: 20 to 699 steps each
    assert.throws(
      () => planOf({ runs: 1, episodes: 10, steps: 39 }),
      '--steps is 39, but 2 recorded episodes have 40 to 1399.'
    )
    assert.deepEqual(planOf({ runs: 1, episodes: 10, steps: 41 }), {
      ...{ runs: [{ status: 'completed', episodes: 10 }], longSteps: 0, steps: 20, extra: 1 },
    })
  })
})
