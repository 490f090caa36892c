import { EvaluationMetricSchema } from '#database/schema'

/** One figure of one subject of an evaluation; a null value is undefined. */
export default class EvaluationMetric extends EvaluationMetricSchema {
  static table = 'evaluation_metrics'
}
