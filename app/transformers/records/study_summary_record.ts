import {
  anyObject,
  bigCount,
  choice,
  count,
  id,
  named,
  nullable,
  number,
  record,
  said,
} from '#openapi/shape'
import type { Winner } from '#services/pages/studies/winner'
import type { StudySummary } from '#services/tuning/study_report'
import { asRecord } from '#transformers/records/as_record'
import { STUDY_STATUSES } from '#transformers/records/study_record'

const VERDICTS = ['better', 'worse', 'within_noise', 'unknown'] as const

const noiseRecord = named(
  'WinnerNoise',
  record({
    verdict: choice('Whether the winner differs from trial 0 by more than chance.', VERDICTS),
    by: nullable(choice('What the interval rests on.', ['seeds', 'bars'])),
    resource: nullable(count('Episodes after which both are compared: the most both reached.')),
    difference: nullable(number('How much better the winner is there.')),
    low: nullable(number('Lower end of its 95 % interval.')),
    high: nullable(number('Upper end.')),
    sentence: said('All of it in words.'),
  })
)

const winnerRecord = named(
  'StudyWinner',
  record({
    deflated_sharpe: nullable(number('Probability that it is more than the luck of the best.')),
    probabilistic_sharpe: nullable(number('Probability that it is over 0.')),
    expected_maximum_sharpe: nullable(
      number('Yearly Sharpe ratio that the best of so many without skill is expected to have.')
    ),
    trials_ever: nullable(count('Runs ever trained on the bars of the first dataset.')),
    returns: nullable(count('Returns of the validation curve that is judged.')),
    dataset: nullable(said('Whose curve it is, where there are several datasets.')),
    noise: noiseRecord,
  })
)

/** A study in figures, with its winner against luck and against the defaults. */
export const studySummaryRecord = named(
  'StudySummary',
  record({
    study_id: id('The study.'),
    status: choice('`paused`: nothing new is handed out.', STUDY_STATUSES),
    trials: count('Trials started.'),
    trials_running: count('Trials that train.'),
    trials_failed: count('Trials that failed.'),
    resource_used: bigCount('Episodes handed out over all trials and seeds.'),
    resource_full: bigCount('Episodes that training every trial to its end would take.'),
    seconds: number('Seconds of running, pauses left out.'),
    best: nullable(
      record({
        trial: count('The best of the trials that came furthest.'),
        value: number('Its first objective there.'),
        resource: count('Episodes of each seed there.'),
        parameters: anyObject('Its values of the searched parameters, by path.'),
      })
    ),
    default: nullable(
      record({
        value: nullable(number('First objective of trial 0, where it came furthest.')),
        resource: count('Episodes of each seed there.'),
      })
    ),
    winner: nullable(winnerRecord),
  })
)

export function studySummaryJson(summary: StudySummary, winner: Winner | null) {
  return asRecord(studySummaryRecord, { ...summary, winner: winner && winnerJson(winner) })
}

function winnerJson({ inference, of, noise }: Winner) {
  return {
    deflated_sharpe: inference?.deflated ?? null,
    probabilistic_sharpe: inference?.probabilistic ?? null,
    expected_maximum_sharpe: inference?.expectedMaximum ?? null,
    trials_ever: inference?.trials ?? null,
    returns: inference?.returns ?? null,
    dataset: of,
    noise,
  }
}
