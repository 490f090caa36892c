import { bracketOf, bracketsOf } from '#core/tuning/brackets'
import type { PacedPlan, TrialsAtRung } from '#core/tuning/work_left'
import { rows } from '#services/pages/rows'

/** Where the trials of a study stand, and how fast its runs train. */
export interface StudyWork {
  readonly standing: readonly TrialsAtRung[]
  /** Of the runs that train now: episodes and seconds so far, over all rungs, and steps a second together. */
  readonly trained: number
  readonly seconds: number
  readonly stepsPerSecond: number | null
}

/** A study whose work is asked for. */
export interface WorkingStudy {
  readonly studyId: number
  readonly plan: PacedPlan
}

interface StandingRow {
  readonly study_id: number
  readonly place: number
  /** The highest rung reported; null: none yet. */
  readonly rung: number | null
  readonly trials: number
}

interface RunningRow {
  readonly study_id: number
  readonly place: number
  readonly target_rung: number
  readonly trials: number
  readonly rest: number
  readonly longest: number
  readonly trained: number
  readonly seconds: number
  readonly steps: number | null
}

/** The work of several studies by their ids, in two queries. */
export async function studyWork(
  studies: readonly WorkingStudy[]
): Promise<ReadonlyMap<number, StudyWork>> {
  if (studies.length === 0) return new Map()
  const bindings = {
    studies: studies.map(({ studyId }) => studyId),
    rounds: studies.map(({ plan }) => bracketsOf(plan).length),
  }
  const [standing, running] = await Promise.all([
    rows<StandingRow>(STANDING, bindings),
    rows<RunningRow>(RUNNING, bindings),
  ])
  return new Map(
    studies.map(({ studyId, plan }) => {
      const isOwn = (row: { readonly study_id: number }) => row.study_id === studyId
      return [studyId, workOf(plan, standing.filter(isOwn), running.filter(isOwn))]
    })
  )
}

function workOf(
  plan: PacedPlan,
  standing: readonly StandingRow[],
  running: readonly RunningRow[]
): StudyWork {
  const brackets = bracketsOf(plan)
  const still = { running: 0, rest: 0, longest: 0 }
  const reported = standing.map(({ place, rung, trials }) => ({
    ...{ bracket: bracketOf(brackets, place), rung: rung ?? -1, trials, ...still },
  }))
  // a trial on its way is counted where it reported last: from there it is moved to its aim
  const moved = running.flatMap(({ place, target_rung: rung, trials, rest, longest }) => {
    const bracket = bracketOf(brackets, place)
    return [
      { bracket, rung: rung - 1, ...still, trials: -trials },
      { bracket, rung, trials, running: trials, rest, longest },
    ]
  })
  const total = (name: 'trained' | 'seconds' | 'steps') =>
    running.reduce((sum, each) => sum + (each[name] ?? 0), 0)
  return {
    standing: [...reported, ...moved],
    trained: total('trained'),
    seconds: total('seconds'),
    stepsPerSecond: running.some(({ steps }) => steps !== null) ? total('steps') : null,
  }
}

/** From an index alone, as a study may have 50,000 trials. */
const STANDING = `
  select s.study_id, t.number % s.round as place, t.rung, count(*)::int as trials
  from unnest(cast(:studies as bigint[]), cast(:rounds as int[])) as s(study_id, round)
  join study_trials t using (study_id)
  group by s.study_id, place, t.rung`

/** Seeds of a trial train beside each other: what it needs is the mean of theirs, and it waits for the last. */
const RUNNING = `
  select s.study_id, t.number % s.round as place, t.target_rung, count(*)::int as trials,
    sum(t.resource - r.mean)::float8 as rest, max(t.resource - r.least)::float8 as longest,
    sum(r.trained)::float8 as trained, sum(r.seconds)::float8 as seconds, sum(r.steps)::float8 as steps
  from unnest(cast(:studies as bigint[]), cast(:rounds as int[])) as s(study_id, round)
  join study_trials t on t.study_id = s.study_id and t.status = 'running'
  cross join lateral (
    select coalesce(avg(episodes_done), 0) as mean, coalesce(min(episodes_done), 0) as least,
      coalesce(sum(episodes_done) filter (where n.status = 'running'), 0) as trained,
      coalesce(sum(seconds) filter (where n.status = 'running'), 0) as seconds,
      sum(env_steps_per_second) filter (where n.status = 'running') as steps
    from experiments e join training_runs n using (experiment_id)
    where e.study_trial_id = t.study_trial_id
  ) r
  group by s.study_id, place, t.target_rung`
