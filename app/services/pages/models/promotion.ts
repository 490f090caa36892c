import { LEAST_SEEDS, notPassed } from '#core/evaluation/verdicts/promotion'
import type { Verdict, VerdictName } from '#core/evaluation/verdicts/verdict'
import type { EvaluationRange } from '#services/evaluation/evaluation_rows'
import { suggestedModelName } from '#services/models/model_names'
import { JUDGES, type ModelStage } from '#services/models/model_rows'
import { row } from '#services/pages/rows'

interface PromotionRow {
  readonly experiment_id: number
  readonly experiment_name: string
  readonly fold: number | null
  readonly stage: ModelStage
  readonly name: string | null
  readonly version: number | null
  readonly completed: number
  readonly going: number
  /** Of a trial that was not promoted to the last rung. */
  readonly paused: number
  readonly evaluation_id: number | null
  readonly range: EvaluationRange | null
  readonly verdicts: readonly Verdict[] | null
}

/** What the dialog of a promotion says and asks. */
export interface Promotion extends PromotionRow {
  /** Why it cannot be promoted now; null: it can. */
  readonly refusal: string | null
  /** Names of the verdicts that need a reason. */
  readonly open: readonly VerdictName[]
  readonly reasonNeeded: boolean
  readonly suggestedName: string
}

const COUNTED = `select count(*) filter (where r.status = 'completed' and m.model_id is not null)::int
    as completed,
    count(*) filter (where r.status in ('queued', 'running'))::int as going,
    count(*) filter (where r.status = 'paused')::int as paused
  from training_runs r left join models m using (run_id) where r.experiment_id = e.experiment_id`

/** Whether an experiment can be promoted, and on what; null: there is none. */
export async function promotionOf(experimentId: number): Promise<Promotion | null> {
  const found = await row<PromotionRow>(
    `select e.experiment_id, e.name as experiment_name, e.fold, coalesce(p.stage, 'candidate') as stage,
       p.name, p.version, c.completed, c.going, c.paused, v.evaluation_id, v.range, v.verdicts
     from experiments e
     left join model_versions p on p.experiment_id = e.experiment_id
     cross join lateral (${COUNTED}) c
     left join lateral (select evaluation_id, range, verdicts from evaluation_runs
       where experiment_id = e.experiment_id and ${JUDGES}
       order by evaluation_id desc limit 1) v on true
     where e.experiment_id = :experiment`,
    { experiment: experimentId }
  )
  if (found === null) return null
  const { verdicts, range, experiment_name: name } = found
  const open = verdicts === null || range === null ? [] : notPassed(verdicts, range)
  return {
    ...found,
    refusal: refusalOf(found),
    open: open.map((verdict) => verdict.name),
    reasonNeeded: verdicts === null || open.length > 0,
    suggestedName: suggestedModelName(name, experimentId),
  }
}

function refusalOf({ fold, stage, going, paused, completed }: PromotionRow): string | null {
  if (stage === 'promoted') return 'It is promoted.'
  if (fold !== null)
    return 'It retrains a fold of an evaluation; promote what the evaluation judges.'
  if (going > 0)
    return `${going} of its seeds still ${going === 1 ? 'waits or trains' : 'wait or train'}.`
  if (paused > 0)
    return `${paused} of its seeds ${paused === 1 ? 'is' : 'are'} paused at a rung and did not train to the end: train the trial’s configuration anew.`
  if (completed >= LEAST_SEEDS) return null
  const seeds = completed === 1 ? '1 completed seed' : `${completed} completed seeds`
  return `It has ${seeds}; promotion needs ${LEAST_SEEDS}.`
}
