import { environmentSuite } from '#services/bench/environment_suite'
import { evaluationSuite } from '#services/bench/evaluation_suite'
import { featuresSuite } from '#services/bench/features_suite'
import { learnerSuite } from '#services/bench/learner_suite'
import type { Suite } from '#services/bench/measurement'
import { pagesSuite, type PagesBench } from '#services/bench/pages_suite'
import type { ServiceBench } from '#services/bench/service_study'
import { trainingSuite, type TrainingBench } from '#services/bench/training_suite'
import { samplersSuite, type SamplersBench } from '#services/bench/samplers/samplers_suite'
import { tuningSuite } from '#services/bench/tuning_suite'

export const SUITES = [
  'learner',
  'environment',
  'features',
  'evaluation',
  'training',
  'tuning',
  'samplers',
  'pages',
] as const
export type SuiteName = (typeof SUITES)[number]

/** What some suites need to be run; null where they are not. */
export interface SuiteNeeds {
  readonly training: TrainingBench | null
  readonly tuning: ServiceBench | null
  readonly pages: PagesBench | null
  readonly samplers: SamplersBench
}

/**
 * A suite by its name.
 * @param quick does little of each: to see that it runs
 * @param needs what `training`, `tuning`, `samplers` and `pages` need
 */
export function suiteNamed(name: SuiteName, quick: boolean, needs: SuiteNeeds): Suite {
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
      return needs.training === null ? [] : trainingSuite(quick, needs.training)
    case 'tuning':
      return needs.tuning === null ? [] : tuningSuite(quick, needs.tuning)
    case 'samplers':
      return samplersSuite(quick, needs.samplers)
    case 'pages':
      return needs.pages === null ? [] : pagesSuite(quick, needs.pages)
  }
}
