import { VERDICTS } from '#core/evaluation/verdicts/verdict'
import {
  anyObject,
  choice,
  count,
  id,
  list,
  named,
  nullable,
  number,
  record,
  said,
  time,
} from '#openapi/shape'
import { EVALUATION_STATUSES } from '#services/evaluation/evaluation_rows'

export const EVALUATION_RANGES = ['validation', 'test', 'walk_forward'] as const
export const VERDICT_STATES = ['pass', 'warn', 'fail', 'not_run'] as const

export const verdictRecord = named(
  'Verdict',
  record({
    name: choice('What is judged.', VERDICTS),
    state: choice('How it came out; `not_run`: what it needs was not computed.', VERDICT_STATES),
    figure: nullable(number('The figure that is held against the rule.')),
    rule: said('The rule.'),
    sentence: said('What it means, in one sentence.'),
  })
)

const faultRecord = named(
  'EvaluationFault',
  record({
    code: said('Its code.'),
    message: said('What happened.'),
    remedy: said('What to do.'),
  })
)

/** One judgement of models on a range. */
export const evaluationRecord = named(
  'Evaluation',
  record({
    evaluation_id: id('The evaluation.'),
    experiment_id: id('The experiment whose models are judged.'),
    run_id: nullable(id('The one run that is judged; null: all seeds of the experiment.')),
    name: said('Name of the experiment.'),
    dataset_id: nullable(id('The version whose bars are played; null when it is gone.')),
    symbol: nullable(said('Its symbol.')),
    interval: nullable(said('Its interval.')),
    range: choice('What is played; `test` is sealed: each look is counted.', EVALUATION_RANGES),
    status: choice(
      'How far it is; `training`: the folds of walk-forward still train.',
      EVALUATION_STATUSES
    ),
    from_time: time('First bar.'),
    to_time: time('Last bar.'),
    bars: count('Bars of the range.'),
    look: nullable(count('Which look at these bars it was; null off the test range.')),
    looks: count('Looks at sealed bars that overlap these, until now.'),
    reason: said('Why the sealed range was looked at.'),
    person: nullable(said('Who asked for it; null when it was a command.')),
    settings: anyObject('How it computes.'),
    walk_forward: nullable(anyObject('Folds and mode of walk-forward.')),
    verdicts: list(verdictRecord, { description: 'In their order; empty before it is completed.' }),
    sharpe_difference: nullable(number('Annualised Sharpe ratio minus that of buy and hold.')),
    sharpe_difference_low: nullable(number('Low end of its 95 % paired interval.')),
    sharpe_difference_high: nullable(number('High end of its 95 % paired interval.')),
    error: nullable(faultRecord),
    seconds: nullable(number('Seconds that it took.')),
    created_at: time('When it was asked for.'),
    completed_at: nullable(time('When it was settled.')),
  })
)

/** One figure of an evaluation. */
export const evaluationMetricRecord = named(
  'EvaluationMetric',
  record({
    evaluation_metric_id: id('The figure.'),
    subject: said('`agent` (one a seed), `median`, a benchmark by its name, or `shown`.'),
    run_id: nullable(id('The run of an agent.')),
    seed: nullable(count('Its seed.', { max: 0xffffffff })),
    episode_id: nullable(id('The episode that was played, where it is stored.')),
    metric: said('Name of the metric, as in `sharpe`.'),
    value: nullable(number('Its value; null: undefined.')),
    low: nullable(number('Low end: of the 95 % interval, or the lowest seed for `median`.')),
    high: nullable(number('High end.')),
  })
)

/** One look at a sealed test range. */
export const lookRecord = named(
  'TestLook',
  record({
    test_look_id: id('The look.'),
    evaluation_id: nullable(id('The evaluation that looked; null when it is deleted.')),
    created_at: time('When.'),
    person: nullable(said('Who; null: a command, or the account is gone.')),
    reason: said('Why.'),
    name: nullable(said('Name of the experiment.')),
    run_id: nullable(id('The one run that was judged; null: all seeds.')),
  })
)
