import { LOST_AFTER_SECONDS } from '#services/pages/shell'

/** Status of a run as shown: `lost` while its heartbeat is overdue. `r` is training_runs. */
export const SHOWN_STATUS = `case when r.status = 'running'
  and coalesce(r.heartbeat_at, r.start_time) < now() - interval '${LOST_AFTER_SECONDS} seconds'
  then 'lost' else r.status end`
