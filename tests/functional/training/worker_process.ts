import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import TrainingService from '#services/training_service'
import { ace } from '../system/processes.js'
import { ACTOR, sampleDataset, setArguments, SMALL, storedRun, until } from './fixture.js'

/** Long enough to be interrupted in its middle; 400 training and 80 validation episodes. */
export const LONG = {
  'agent.hiddenLayers': [64, 64],
  'agent.trainEvery': 1,
  'training.episodes': 400,
  'training.recordEvery': 5,
}
export const LONG_EPISODES = 480

const children = new Set<ChildProcess>()

/** A process that works the queue of this test run, with a checkpoint at nearly every episode. */
export function workerProcess(
  args = ['ace.js', 'worker', '--concurrency=1', '--json'],
  more: NodeJS.ProcessEnv = {}
): ChildProcess {
  const env = { ...process.env, LOG_LEVEL: 'warn', CHECKPOINT_SECONDS: '0.2', ...more }
  const child = spawn(process.execPath, args, { cwd: app.makePath(), env, stdio: 'pipe' })
  children.add(child)
  return child
}

/** Kills what a test left. */
export function killWorkers(): void {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
}

/** Runs that other tests left are not this one's to train. */
export async function emptyQueue(): Promise<void> {
  await db.from('training_runs').where('status', 'queued').update({ status: 'cancelled' })
}

export async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'close')
}

/** `episodes`: enough that it is still at work when something slow has happened. */
export async function queuedRun(
  seed: number,
  episodes = LONG['training.episodes']
): Promise<number> {
  const training = await app.container.make(TrainingService)
  const set = { ...SMALL, ...LONG, 'training.episodes': episodes }
  const datasets = [await sampleDataset()]
  const { runIds } = await training.launch({ datasets, preset: 'quick', set, seeds: [seed] }, ACTOR)
  return runIds[0]
}

export async function untilCheckpoint(runId: number): Promise<void> {
  await until(async () => (await db.from('checkpoints').where('run_id', runId).first()) ?? null)
}

export async function untilEpisode(runId: number, episode: number): Promise<void> {
  await until(async () => ((await storedRun(runId)).episodes_done >= episode ? true : null))
}

export async function untilEnded(runId: number): Promise<string> {
  return until(async () => {
    const { status } = await storedRun(runId)
    return ['completed', 'failed', 'cancelled'].includes(status) ? status : null
  }, 120)
}

/** Numbers of a run's episodes in the order in which they happened: none is missing or there twice. */
export async function sequencesOf(runId: number): Promise<number[]> {
  const episodes = await db.from('episodes').where('run_id', runId).orderBy('sequence')
  return episodes.map(({ sequence }) => sequence)
}

export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k + 1)
}

const undisturbed = new Map<number, Promise<string>>()

/** Hash of the weights of an uninterrupted run. */
export function undisturbedWeights(seed: number): Promise<string> {
  const known = undisturbed.get(seed) ?? trainUndisturbed(seed)
  undisturbed.set(seed, known)
  return known
}

async function trainUndisturbed(seed: number): Promise<string> {
  const args = [`--dataset=${await sampleDataset()}`, '--preset=quick', `--seed=${seed}`]
  const { stdout } = await ace(['train', ...args, ...setArguments(LONG), '--json'])
  return JSON.parse(stdout).runs[0].weights_sha256
}
