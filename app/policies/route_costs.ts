import type { Cost } from '#services/people/allowance'

/**
 * Pages that compute upon a request what depends on what is asked; all others read rows, or keep what
 * they computed. An operation of the API states its own.
 */
export const ROUTE_COSTS: Readonly<Record<string, Cost>> = {
  'datasets.preview': 'seconds',
  'datasets.store': 'seconds',
  'datasets.chart': 'moment',
  'datasets.bars': 'moment',
  'datasets.features': 'moment',
  'runs.check': 'moment',
  'runs.try': 'seconds',
  'runs.observation': 'moment',
  'episodes.show': 'moment',
  'episodes.chart': 'moment',
  'episodes.observation': 'moment',
  'episodes.observation.file': 'moment',
  'evaluations.show': 'moment',
  'evaluations.chart': 'moment',
  'evaluations.file': 'moment',
  'compare.show': 'moment',
  'studies.create': 'moment',
  'studies.check': 'moment',
  'studies.try': 'seconds',
  'studies.space': 'moment',
  'studies.base': 'moment',
  'studies.show': 'moment',
  'studies.plots': 'moment',
  'studies.contour': 'moment',
  'models.export': 'seconds',
  'webhooks.test': 'seconds',
}
