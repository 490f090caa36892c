import { environmentSuite } from '#services/bench/environment_suite'
import { evaluationSuite } from '#services/bench/evaluation_suite'
import { featuresSuite } from '#services/bench/features_suite'
import { learnerSuite } from '#services/bench/learner_suite'
import type { Suite } from '#services/bench/measurement'
import { trainingSuite, type TrainingBench } from '#services/bench/training_suite'

export const SUITES = ['learner', 'environment', 'features', 'evaluation', 'training'] as const
export type SuiteName = (typeof SUITES)[number]

/**
 * A suite by its name.
 * @param quick does little of each: to see that it runs
 * @param bench what `training` needs; null for the others
 */
export function suiteNamed(name: SuiteName, quick: boolean, bench: TrainingBench | null): Suite {
  switch (name) {
    case 'learner':
      return learnerSuite(quick)
    case 'environment':
      return environmentSuite(quick)
    case 'features':
      return featuresSuite()
    case 'evaluation':
      return evaluationSuite(quick)
    case 'training':
      return bench === null ? [] : trainingSuite(quick, bench)
  }
}
