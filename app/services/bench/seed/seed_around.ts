import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { randomBytes } from 'node:crypto'
import { weightBytes, weightsSha256 } from '#compute/codecs/weights_codec'
import type { SeedMarket } from '#services/bench/seed/seed_markets'

const PEOPLE = 60
const AUDITED_OF_A_RUN = 10

type Answer = { rows: { id: number }[] }

/** People whose passwords nobody knows; their ids. */
export async function seedPeople(): Promise<number[]> {
  const password = await hash.make(randomBytes(24).toString('base64url'))
  const answer = (await db.rawQuery(
    `insert into users (email, password, role, created_at, last_seen_at)
     select 'seeded-' || n || '@example.invalid', :password,
       (array['viewer', 'researcher', 'trader'])[1 + n % 3], now() - n * interval '1 day', now()
     from generate_series(1, ${PEOPLE}) n
     on conflict (lower(email)) do update set last_seen_at = now()
     returning id`,
    { password }
  )) as Answer
  return answer.rows.map(({ id }) => id)
}

/** What the episodes of runs decide: progress, the best validation, a model each, and their trials. */
export async function seedResults(runIds: readonly number[], markets: readonly SeedMarket[]) {
  const runs = [...runIds]
  await db.rawQuery(
    `update training_runs r set env_steps = s.steps, updates = s.steps / 4,
       env_steps_per_second = s.steps / greatest(r.seconds, 1),
       updates_per_second = s.steps / 4 / greatest(r.seconds, 1)
     from (select run_id, sum(total_steps) as steps from episodes
       where run_id = any(:runs) and kind = 'training' group by run_id) s
     where s.run_id = r.run_id`,
    { runs }
  )
  await db.rawQuery(
    `update training_runs r set best_episode_id = b.episode_id, best_validation = b.sharpe_ratio
     from (select distinct on (run_id) run_id, episode_id, sharpe_ratio from episodes
       where run_id = any(:runs) and kind = 'validation' and sharpe_ratio is not null
       order by run_id, sharpe_ratio desc) b
     where b.run_id = r.run_id`,
    { runs }
  )
  for (const market of markets) await seedModels(runs, market)
  await db.rawQuery(
    `insert into trials (symbol, interval, from_time, to_time, run_id)
     select d.symbol, d.interval, d.first_time, d.last_time, r.run_id
     from training_runs r join experiment_datasets e using (experiment_id)
     join datasets d using (dataset_id) where r.run_id = any(:runs)`,
    { runs }
  )
  await db.rawQuery(
    `insert into run_events (run_id, level, message, time)
     select r.run_id, 'info', 'Seeded: checkpoint at episode ' || n, r.start_time + n * interval '1 s'
     from training_runs r cross join generate_series(1, 20) n
     where r.run_id = any(:runs) and r.status <> 'queued'`,
    { runs }
  )
}

/** The same weights for every run of a market that has a best validation. */
async function seedModels(runs: number[], { datasetId, model }: SeedMarket): Promise<void> {
  const { weights, manifest, validation } = model
  const content = weightBytes(weights)
  const sha256 = weightsSha256(weights)
  await db.rawQuery(
    `with made as (
       insert into models (run_id, episode_id, validation, manifest, weights_sha256, size_bytes,
         created_at)
       select r.run_id, e.episode_id, r.best_validation,
         cast(:manifest as jsonb) || jsonb_build_object('seed', r.seed, 'episode', e.number),
         :sha256, :size, coalesce(r.end_time, now())
       from training_runs r join episodes e on e.episode_id = r.best_episode_id
       where r.run_id = any(:runs) and e.dataset_id = :dataset
       returning model_id)
     insert into model_contents (model_id, content) select model_id, :content from made`,
    {
      ...{ runs, dataset: datasetId, sha256, size: content.length, content },
      manifest: JSON.stringify({ ...manifest, validation }),
    }
  )
  await db.rawQuery(
    `update training_runs set weights_sha256 = :sha256
     where run_id = any(:runs) and status = 'completed'
       and best_episode_id in (select episode_id from episodes where dataset_id = :dataset)`,
    { runs, sha256, dataset: datasetId }
  )
}

/** Acts of the seeded people, and machines that were there once. */
export async function seedAudit(runIds: readonly number[]): Promise<void> {
  await db.rawQuery(
    `insert into audit_events (time, user_id, person, act, object_type, object_id, details, route)
     select now() - n * interval '37 s', u.id, u.email,
       (array['experiment.launch', 'run.cancel', 'run.resume'])[1 + n % 3], 'run',
       (cast(:runs as bigint[]))[1 + n % array_length(cast(:runs as bigint[]), 1)],
       '{"seeded": true}', (array['page', 'api'])[1 + n % 2]
     from generate_series(1, :acts) n
     join (select id, email, row_number() over (order by id) as place from users
       where email like 'seeded-%@example.invalid') u on u.place = 1 + n % ${PEOPLE}`,
    { runs: [...runIds], acts: runIds.length * AUDITED_OF_A_RUN }
  )
  await db.rawQuery(
    `insert into workers (host, process_id, role, version, cores, threads, fingerprints, started_at,
       heartbeat_at)
     select 'seeded-' || n, 1000 + n, 'worker', '0.1.0', 8, 8, '[]', now() - interval '2 days', now()
     from generate_series(1, 8) n`
  )
}
