import { missing } from '#services/pages/missing'
import { row } from '#services/pages/rows'

/** @throws E_RECORD_NOT_FOUND */
export async function experimentHead(experimentId: number) {
  const experiment = await row<{ experiment_id: number; experiment_name: string }>(
    `select experiment_id, name as experiment_name from experiments
     where experiment_id = :experiment`,
    { experiment: experimentId }
  )
  if (experiment === null) throw await missing('experiment', experimentId)
  return experiment
}
