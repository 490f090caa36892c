import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import User, { type Role } from '#models/user'
import env from '#start/env'
import type { Subjects } from '#services/bench/pages/addresses'
import { Visitor } from '#services/bench/pages/visitor'
import type { SeedSize } from '#services/bench/seed/seed_plan'
import SeedDatabase from '#services/bench/seed/seed_database'

const ACTOR = { userId: null, person: 'test', route: 'command', address: null } as const
const PASSWORD = 'many-made-up-records'

/** Adds made-up records to the database of the test. */
export async function seed(size: SeedSize, draws = 1) {
  const database = await app.container.make(SeedDatabase)
  const signal = new AbortController().signal
  const quiet = { signal, tell: () => undefined }
  return database.fill({ size, add: true, seed: draws, ...quiet }, ACTOR)
}

/** An administrator's session with the server of this process. */
export async function administrator(): Promise<Visitor> {
  return person('admin')
}

/** The session of a person with this role with the server of this process. */
export async function person(role: Role): Promise<Visitor> {
  const email = `${role}.of.scale@example.com`
  await User.create({ email, password: PASSWORD, role })
  const visitor = new Visitor(env.get('APP_URL'))
  await visitor.signIn(email, PASSWORD)
  return visitor
}

/** One of each kind among the rows from `runId` on: a run, its experiment, its best episode. */
export async function subjectsFrom(runId: number): Promise<Subjects> {
  const run = (await db
    .from('training_runs')
    .where('run_id', '>=', runId)
    .whereNotNull('best_episode_id')
    .orderBy('run_id')
    .firstOrFail()) as { run_id: number; experiment_id: number; best_episode_id: number }
  const dataset = (await db
    .from('episodes')
    .where('episode_id', run.best_episode_id)
    .firstOrFail()) as { dataset_id: number }
  const evaluation = (await db.from('evaluation_runs').orderBy('evaluation_id').firstOrFail()) as {
    evaluation_id: number
  }
  const of = {
    ...{ runs: [run.run_id], episodes: [run.best_episode_id], datasets: [dataset.dataset_id] },
    ...{ evaluations: [evaluation.evaluation_id], experiments: [run.experiment_id] },
  }
  const ids = Object.entries(of).map(([kind, id]) => [`${kind.slice(0, -1)}_id`, id])
  return { ...of, ...(Object.fromEntries(ids) as Subjects) }
}
