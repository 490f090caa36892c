import { rows } from '#services/pages/rows'

export interface Hit {
  readonly kind: 'dataset' | 'experiment' | 'run' | 'episode'
  readonly id: number
  readonly label: string
  readonly detail: string
}

const MOST_OF_A_KIND = 10

/** Datasets by symbol, experiments by name, and runs and episodes by their number. */
export async function search(text: string): Promise<Hit[]> {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : -1
  return rows<Hit>(
    `(select 'dataset' as kind, dataset_id as id, symbol || ' ' || interval as label,
       'version ' || version || ', from ' || source as detail
     from datasets where position(lower(:text) in lower(symbol)) > 0 or dataset_id = :id
     order by dataset_id desc limit ${MOST_OF_A_KIND})
     union all
     (select 'experiment', experiment_id, name, 'experiment ' || experiment_id
     from experiments where position(lower(:text) in lower(name)) > 0 or experiment_id = :id
     order by experiment_id desc limit ${MOST_OF_A_KIND})
     union all
     (select 'run', r.run_id, 'Run ' || r.run_id, e.name || ', seed ' || r.seed
     from training_runs r join experiments e using (experiment_id) where r.run_id = :id)
     union all
     (select 'episode', episode_id, 'Episode ' || episode_id,
       kind || ' ' || number || ' of run ' || run_id from episodes where episode_id = :id)`,
    { text, id }
  )
}
