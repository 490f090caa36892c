import { rows } from '#services/pages/rows'

const PLACES = {
  dataset: 'datasets',
  experiment: 'experiments',
  model: 'models/candidates',
  study: 'studies',
  run: 'runs',
  evaluation: 'evaluations',
  episode: 'episodes',
} as const

export interface Hit {
  readonly kind: keyof typeof PLACES
  readonly href: string
  readonly id: number
  readonly label: string
  readonly detail: string
}

const MOST_OF_A_KIND = 10

/** Datasets by symbol, experiments, models and studies by name, and all by their number; those of trials and folds by number alone. */
export async function search(text: string): Promise<Hit[]> {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : -1
  const hits = await rows<Omit<Hit, 'href'>>(
    `(select 'dataset' as kind, dataset_id as id, symbol || ' ' || interval as label,
       'version ' || version || ', from ' || source as detail
     from datasets where position(lower(:text) in lower(symbol)) > 0 or dataset_id = :id
     order by dataset_id desc limit ${MOST_OF_A_KIND})
     union all
     (select 'experiment', experiment_id, name, 'experiment ' || experiment_id
     from experiments where experiment_id = :id
       or (study_trial_id is null and fold is null and position(lower(:text) in lower(name)) > 0)
     order by experiment_id desc limit ${MOST_OF_A_KIND})
     union all
     (select 'model', experiment_id, name || ' ' || version, stage || ', experiment ' || experiment_id
     from model_versions where position(lower(:text) in name) > 0
     order by model_version_id desc limit ${MOST_OF_A_KIND})
     union all
     (select 'study', study_id, name, 'study ' || study_id || ', ' || status
     from studies where position(lower(:text) in lower(name)) > 0 or study_id = :id
     order by study_id desc limit ${MOST_OF_A_KIND})
     union all
     (select 'evaluation', v.evaluation_id, 'Evaluation ' || v.evaluation_id,
       v.range || ' of ' || e.name
     from evaluation_runs v join experiments e using (experiment_id) where v.evaluation_id = :id)
     union all
     (select 'run', r.run_id, 'Run ' || r.run_id, e.name || ', seed ' || r.seed
     from training_runs r join experiments e using (experiment_id) where r.run_id = :id)
     union all
     (select 'episode', episode_id, 'Episode ' || episode_id,
       kind || ' ' || number || ' of run ' || run_id from episodes where episode_id = :id)`,
    { text, id }
  )
  return hits.map((hit) => ({ ...hit, href: `/${PLACES[hit.kind]}/${hit.id}` }))
}
