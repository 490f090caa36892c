import { medianSeed } from '#core/evaluation/tear_sheet/seeds'
import type { Compared } from '#services/pages/compare/compared'
import { comparedEpisode } from '#services/pages/compare/compared_episode'
import { experimentHead } from '#services/pages/evaluations/experiment_head'
import { experimentDatasets, type RunDetail } from '#services/pages/run_detail'
import { runHead } from '#services/pages/run_page'
import { validationPoints } from '#services/pages/run_curves'
import { rows } from '#services/pages/rows'

/** A run by its best validation episode. @throws E_RECORD_NOT_FOUND */
export async function comparedRun(runId: number): Promise<Compared> {
  const run = await runHead(runId)
  return {
    ...(await ofRun(run)),
    title: `Run ${runId}`,
    name: `${run.experiment_name}, seed ${run.seed}`,
    href: `/runs/${runId}`,
  }
}

/** An experiment by its run with the median best validation. @throws E_RECORD_NOT_FOUND */
export async function comparedExperiment(experimentId: number): Promise<Compared> {
  const { experiment_name: name } = await experimentHead(experimentId)
  const runs = await rows<{ run_id: number; best_validation: number | null }>(
    `select run_id, best_validation from training_runs
     where experiment_id = :experiment order by run_id`,
    { experiment: experimentId }
  )
  const validated = runs.filter(({ best_validation: best }) => best !== null)
  const known = validated.length > 0 ? validated : runs
  const median = known[medianSeed(known.map(({ best_validation: best }) => best))]
  const run = await runHead(median.run_id)
  const own = await ofRun(run)
  return {
    ...own,
    id: experimentId,
    title: `Experiment ${experimentId}`,
    name,
    href: `/experiments/${experimentId}`,
    curve:
      runs.length === 1
        ? own.curve
        : `${own.curve}, seed ${run.seed}, the median of ${known.length}`,
  }
}

async function ofRun(run: RunDetail): Promise<Omit<Compared, 'title' | 'name' | 'href'>> {
  const [best, learning, datasets] = await Promise.all([
    run.best_episode_id === null ? null : comparedEpisode(run.best_episode_id),
    validationPoints(run.run_id),
    experimentDatasets(run.experiment_id),
  ])
  const [first = null] = datasets
  return {
    id: run.run_id,
    curve: best === null ? 'no validation yet' : `best ${best.curve}`,
    dataset: best?.dataset ?? first,
    parameters: run.parameters,
    time: best?.time ?? [],
    equity: best?.equity ?? [],
    metrics: best?.metrics ?? {},
    intervals: {},
    learning,
  }
}
