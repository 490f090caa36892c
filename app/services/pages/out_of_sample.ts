import { rows } from '#services/pages/rows'

/** One line of an evaluation's table; undefined metrics are null. */
export interface EvaluatedSubject {
  readonly subject: 'agent' | 'median' | 'buy_and_hold' | 'sma_crossover' | 'always_flat'
  readonly run_id: number | null
  readonly seed: number | null
  readonly episode_id: number | null
  readonly metrics: Readonly<Record<string, number | null>>
}

export interface ShownEvaluation {
  readonly evaluation_id: number
  readonly range: 'validation' | 'test' | 'walk_forward'
  readonly from_time: Date
  readonly to_time: Date
  readonly bars: number
  readonly look: number | null
  readonly created_at: Date
  readonly subjects: readonly EvaluatedSubject[]
}

/** Evaluations of an experiment, the newest first, each with its table. */
export async function outOfSample(experimentId: number): Promise<ShownEvaluation[]> {
  const evaluations = await rows<Omit<ShownEvaluation, 'subjects'>>(
    `select evaluation_id, range, from_time, to_time, bars, look, created_at from evaluation_runs
     where experiment_id = :experiment and status = 'completed' order by evaluation_id desc limit 5`,
    { experiment: experimentId }
  )
  const subjects = await rows<EvaluatedSubject & { evaluation_id: number }>(
    `select m.evaluation_id, m.subject, m.run_id, r.seed, max(m.episode_id) as episode_id,
       jsonb_object_agg(m.metric, m.value) as metrics
     from evaluation_metrics m left join training_runs r using (run_id)
     where m.evaluation_id = any(:ids) and m.subject <> 'shown'
     group by m.evaluation_id, m.subject, m.run_id, r.seed order by min(m.evaluation_metric_id)`,
    { ids: evaluations.map(({ evaluation_id: id }) => id) }
  )
  return evaluations.map((evaluation) => ({
    ...evaluation,
    subjects: subjects.filter((each) => each.evaluation_id === evaluation.evaluation_id),
  }))
}

/** What the table says in one sentence: one range and a few seeds prove little either way. */
export function plainSentence({ subjects }: ShownEvaluation): {
  readonly outcome: 'less' | 'more' | 'unknown'
  readonly agent: number | null
  readonly hold: number | null
} {
  const returnOf = (name: EvaluatedSubject['subject']) =>
    subjects.find(({ subject }) => subject === name)?.metrics['total_return'] ?? null
  const [agent, hold] = [returnOf('median'), returnOf('buy_and_hold')]
  if (agent === null || hold === null) return { outcome: 'unknown', agent, hold }
  return { outcome: agent < hold ? 'less' : 'more', agent, hold }
}
