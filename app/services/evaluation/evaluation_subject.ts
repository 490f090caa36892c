import db from '@adonisjs/lucid/services/db'
import type { RunParameters } from '#core/parameters/catalogue'
import { restoreParameters } from '#core/parameters/stored_parameters'
import {
  ExperimentNotFound,
  NothingToEvaluate,
  RunsNotEnded,
} from '#services/evaluation/evaluation_errors'
import { RunNotFound } from '#services/training/training_errors'

/** What is evaluated: all seeds of an experiment, or one of its runs. */
export interface EvaluationSubject {
  readonly experimentId: number
  readonly runId: number | null
  readonly name: string
  readonly parameters: RunParameters
  readonly runs: readonly SubjectRun[]
}

export interface SubjectRun {
  readonly run_id: number
  readonly seed: number
  readonly status: string
  readonly episodes_done: number
  readonly episodes_total: number
  readonly has_model: boolean
}

/** @throws E_EXPERIMENT_NOT_FOUND, E_RUN_NOT_FOUND */
export async function evaluationSubject(
  of: { readonly experimentId: number } | { readonly runId: number }
): Promise<EvaluationSubject> {
  const runId = 'runId' in of ? of.runId : null
  const experimentId = 'experimentId' in of ? of.experimentId : await experimentOf(of.runId)
  const experiment = (await db
    .from('experiments')
    .where('experiment_id', experimentId)
    .select('name', 'parameters')
    .first()) as { name: string; parameters: unknown } | null
  if (experiment === null) throw new ExperimentNotFound(experimentId)
  const query = db
    .from('training_runs as r')
    .where('r.experiment_id', experimentId)
    .select('r.run_id', 'r.seed', 'r.status', 'r.episodes_done', 'r.episodes_total')
    .select(db.raw('exists (select 1 from models m where m.run_id = r.run_id) as has_model'))
    .orderBy('r.seed')
  if (runId !== null) void query.where('r.run_id', runId)
  return {
    experimentId,
    runId,
    name: experiment.name,
    parameters: restoreParameters(experiment.parameters),
    runs: (await query) as SubjectRun[],
  }
}

async function experimentOf(runId: number): Promise<number> {
  const run = (await db
    .from('training_runs')
    .where('run_id', runId)
    .select('experiment_id')
    .first()) as { experiment_id: number } | null
  if (run === null) throw new RunNotFound(runId)
  return run.experiment_id
}

/**
 * The runs whose models are judged.
 * @throws E_RUNS_NOT_ENDED, E_NOTHING_TO_EVALUATE
 */
export function judgedRuns(subject: EvaluationSubject): readonly SubjectRun[] {
  const words = subjectWords(subject)
  const going = subject.runs.filter(({ status }) => ['queued', 'running'].includes(status)).length
  if (going > 0) throw new RunsNotEnded(words, going)
  const judged = subject.runs.filter((run) => run.has_model)
  if (judged.length === 0) throw new NothingToEvaluate(words)
  return judged
}

export function subjectWords({ runId, experimentId }: EvaluationSubject): string {
  return runId === null ? `experiment ${experimentId}` : `run ${runId}`
}

const ENDINGS: Readonly<Record<string, string>> = {
  failed: 'failed',
  cancelled: 'was cancelled',
  paused: 'was paused at a rung of its study',
}

/** Seeds that a reader must not take for complete; one sentence each. */
export function notesOn(runs: readonly SubjectRun[]): string[] {
  return runs.flatMap((run) => {
    if (run.status === 'completed') return []
    const ended = `Run ${run.run_id}, seed ${run.seed}, ${ENDINGS[run.status] ?? run.status}`
    return run.has_model
      ? [
          `${ended} after ${run.episodes_done} of ${run.episodes_total} episodes; its best weights until then are judged.`,
        ]
      : [`${ended} before its first validation: it has no model and is left out.`]
  })
}
