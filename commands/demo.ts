import { inject } from '@adonisjs/core'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { spawn } from 'node:child_process'
import QueueWorker from '#jobs/queue_worker'
import DatasetService from '#services/dataset_service'
import EvaluationService from '#services/evaluation_service'
import type { StoredEvaluation } from '#services/evaluation/evaluation_report'
import TrainingService from '#services/training_service'
import { TABLE_METRICS } from '#services/evaluation/table_metrics'
import { commandActor } from './_actor.js'
import { answer, type Answer } from './_answer.js'
import { seedsOf } from './_assignments.js'
import { evaluationAnswer } from './_evaluation_answer.js'
import { tableSubjects } from './_out_of_sample.js'
import { waitForEvaluation } from './_wait_for_evaluation.js'
import { waitForRuns } from './_wait_for_runs.js'

/** What the demo changes of the catalogue: small enough for a minute on two cores. */
const DEMO_PARAMETERS = {
  'features.window': 10,
  'agent.hiddenLayers': [64, 64],
  'agent.learningRate': 0.0003,
  'agent.targetEvery': 500,
  'training.episodes': 300,
  'training.episodeLength': 252,
  'training.validateEvery': 10,
}

export default class Demo extends BaseCommand {
  static commandName = 'demo'
  static description = 'Train on real prices, evaluate out of sample, and show it in the browser'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'End after the table instead of serving the pages' })
  declare exit: boolean

  @flags.string({ description: 'How many seeds', default: '3' })
  declare seeds: string

  @flags.boolean({ description: 'One JSON object on standard output; implies --exit' })
  declare json: boolean

  @inject()
  async run(
    datasets: DatasetService,
    training: TrainingService,
    evaluations: EvaluationService,
    worker: QueueWorker
  ) {
    await answer(this, async (signal) => {
      const started = performance.now()
      const actor = commandActor()
      const seeds = seedsOf(undefined, this.seeds)
      process.stderr.write('AAPL, daily, from the npm sample: fetch, validate, store\n')
      const { dataset } = await datasets.fetch(
        { symbol: 'AAPL', source: 'sample', interval: '1d', from: null, to: null, repair: false },
        actor
      )
      const datasetId = Number(dataset.datasetId)
      const { experiment, runIds } = await training.launch(
        {
          datasets: [datasetId],
          preset: 'quick',
          set: DEMO_PARAMETERS,
          seeds,
          name: 'Demo: AAPL daily',
        },
        actor
      )
      await worker.start('command')
      try {
        const { episodes } = experiment.parameters.training
        const runs = await waitForRuns(runIds, episodes, training, actor, signal)
        const experimentId = Number(experiment.experimentId)
        const evaluationId = await evaluations.request(
          { of: { experimentId }, range: 'test', reason: 'demo' },
          actor
        )
        const evaluation = await waitForEvaluation(evaluationId, signal)
        const seconds = (performance.now() - started) / 1000
        return demoAnswer(datasetId, experimentId, runs, evaluation, seconds)
      } finally {
        await worker.stop()
      }
    })
    if (!this.exit && !this.json && !this.exitCode) await this.#serve()
  }

  /** Serves the pages until it is stopped; the server prints the sign-in link. */
  async #serve(): Promise<void> {
    const server = spawn(process.execPath, ['bin/start.js'], {
      cwd: this.app.makePath(),
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    })
    const forward = (signal: NodeJS.Signals) => server.kill(signal)
    process.on('SIGINT', forward).on('SIGTERM', forward)
    this.exitCode = await new Promise((resolve) => server.on('exit', (code) => resolve(code ?? 0)))
  }
}

function demoAnswer(
  datasetId: number,
  experimentId: number,
  runs: Awaited<ReturnType<typeof waitForRuns>>,
  evaluation: StoredEvaluation,
  seconds: number
): Answer {
  const { sheet } = evaluation
  const told = evaluationAnswer(evaluation, [])
  const subjects = sheet === null ? [] : tableSubjects(sheet)
  const allCompleted = runs.every(({ status }) => status === 'completed')
  return {
    json: {
      dataset: datasetId,
      experiment: experimentId,
      runs,
      evaluation: {
        evaluation_id: evaluation.evaluation_id,
        range: 'test',
        from: evaluation.from_time.toISOString(),
        to: evaluation.to_time.toISOString(),
        bars: evaluation.bars,
        look: evaluation.look,
        metrics: TABLE_METRICS,
        subjects: subjects.map(({ subject, seed, metrics }) => ({ subject, seed, ...metrics })),
        verdicts: sheet?.verdicts ?? [],
      },
      seconds,
    },
    lines: [...told.lines, '', `${seconds.toFixed(0)} s in all.`],
    ...(allCompleted && sheet !== null ? {} : { exit: 1 }),
  }
}
