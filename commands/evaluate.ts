import { inject } from '@adonisjs/core'
import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import type { EvaluationSettings } from '#core/evaluation/tear_sheet/evaluation_settings'
import QueueWorker from '#jobs/queue_worker'
import { looksAt } from '#services/evaluation/evaluation_report'
import {
  RETUNE_TRIALS,
  type EvaluationRange,
  type WalkForwardInput,
} from '#services/evaluation/evaluation_rows'
import EvaluationService, { type EvaluationInput } from '#services/evaluation_service'
import { commandActor } from './_actor.js'
import { answer } from './_answer.js'
import { evaluationAnswer } from './_evaluation_answer.js'
import { spaceOf } from './_search_space.js'
import { waitForEvaluation } from './_wait_for_evaluation.js'

export default class Evaluate extends BaseCommand {
  static commandName = 'evaluate'
  static description = 'Judge the models of an experiment or a run, with intervals and verdicts'
  static options: CommandOptions = { startApp: true }

  @flags.string({ flagName: 'run', description: 'The id of one run' })
  declare runId?: string

  @flags.string({ description: 'The id of an experiment: all of its seeds' })
  declare experiment?: string

  @flags.string({ description: 'validation or test (sealed: the look is recorded)' })
  declare split?: string

  @flags.string({ description: 'Why you look at the test range; recorded with the look' })
  declare reason?: string

  @flags.string({ description: 'Benchmarks beside buy_and_hold: sma_crossover,always_flat' })
  declare benchmarks?: string

  @flags.string({ description: 'Multiples of the costs, as in 0,1,2,3,5' })
  declare costs?: string

  @flags.string({ description: 'Resamples of the bootstrap' })
  declare bootstrap?: string

  @flags.string({ description: 'Retrain in folds: anchored:8 or rolling:8' })
  declare walkForward?: string

  @flags.string({
    description: 'Tune in each fold first: a JSON file, or agent, environment, everything',
  })
  declare retune?: string

  @flags.string({ description: 'Trials of each fold with --retune (30)' })
  declare trials?: string

  @flags.boolean({ description: 'Queue the evaluation and return' })
  declare detach: boolean

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  @inject()
  async run(evaluations: EvaluationService, worker: QueueWorker) {
    await answer(this, async (signal) => {
      const evaluationId = await evaluations.request(await this.#input(), commandActor())
      if (this.detach) {
        return {
          json: { evaluation_id: evaluationId, status: 'queued' },
          lines: [`Evaluation ${evaluationId} is queued.`],
        }
      }
      await worker.start('command')
      try {
        const evaluation = await waitForEvaluation(evaluationId, signal)
        return evaluationAnswer(evaluation, await looksAt(evaluation))
      } finally {
        await worker.stop()
      }
    })
  }

  async #input(): Promise<EvaluationInput> {
    const walkForward = await this.#walkForward()
    return {
      of: this.#subject(),
      range: walkForward === null ? rangeOf(this.split) : 'walk_forward',
      reason: this.reason ?? 'node ace evaluate',
      settings: this.#settings(),
      ...(walkForward !== null && { walkForward }),
    }
  }

  async #walkForward(): Promise<WalkForwardInput | null> {
    const plan = walkForwardOf(this.walkForward)
    if (this.retune === undefined) return plan
    if (plan === null) {
      throw new InvalidParameter(
        'retune',
        '--retune is given without --walk-forward, but folds are what is tuned.',
        'Add for example --walk-forward=anchored:8, or use `node ace tune`.'
      )
    }
    const trials = this.trials === undefined ? RETUNE_TRIALS : Number(this.trials)
    return { ...plan, retune: { space: await spaceOf(this.retune, 'retune'), trials } }
  }

  #subject(): EvaluationInput['of'] {
    const { runId, experiment } = this
    if ((runId === undefined) === (experiment === undefined)) {
      const message = `${runId === undefined ? 'Neither' : 'Each'} of --run and --experiment is given, but exactly one is needed.`
      throw new InvalidParameter('experiment', message, 'Give for example --experiment=1.')
    }
    return runId === undefined
      ? { experimentId: idOf('experiment', experiment) }
      : { runId: idOf('run', runId) }
  }

  #settings(): Partial<EvaluationSettings> {
    const { benchmarks, costs, bootstrap } = this
    return {
      ...(benchmarks !== undefined && { benchmarks: benchmarks.split(',') }),
      ...(costs !== undefined && { costs: costs.split(',').map(Number) }),
      ...(bootstrap !== undefined && { bootstrap: Number(bootstrap) }),
    }
  }
}

function idOf(flag: string, value: string | undefined): number {
  const id = Number(value)
  if (Number.isInteger(id) && id > 0) return id
  throw new InvalidParameter(
    flag,
    `--${flag} is ${JSON.stringify(value)}, but must be its number, 1 or more.`,
    'The list of runs has the numbers.'
  )
}

function rangeOf(split: string | undefined): EvaluationRange {
  if (split === 'validation' || split === 'test') return split
  throw new InvalidParameter(
    'split',
    `--split is ${JSON.stringify(split ?? '')}, but must be validation or test.`,
    'test is sealed: each look at it is recorded and counted.'
  )
}

function walkForwardOf(given: string | undefined): WalkForwardInput | null {
  if (given === undefined) return null
  const [, mode, folds] = /^(anchored|rolling):(\d{1,3})$/.exec(given) ?? []
  if (mode === 'anchored' || mode === 'rolling') return { mode, folds: Number(folds) }
  throw new InvalidParameter(
    'walk-forward',
    `--walk-forward is ${JSON.stringify(given)}, but must be anchored or rolling, and the number of folds.`,
    'Give for example --walk-forward=anchored:8.'
  )
}
