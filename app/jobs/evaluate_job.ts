import { EVALUATE_LOST_QUEUE, EVALUATE_QUEUE, type Queue } from '#services/queue'
import {
  failLostEvaluation,
  type EvaluationExecutor,
} from '#services/evaluation/evaluation_executor'

interface EvaluateData {
  readonly evaluationId: number
}

/** Works the queue of evaluations in this process. */
export async function workEvaluations(
  queue: Queue,
  executor: EvaluationExecutor,
  concurrency: number
): Promise<void> {
  await queue.work<EvaluateData>(EVALUATE_QUEUE, concurrency, ({ evaluationId }) =>
    executor.execute(evaluationId)
  )
  await queue.work<EvaluateData>(EVALUATE_LOST_QUEUE, 1, ({ evaluationId }) =>
    failLostEvaluation(queue, evaluationId)
  )
}
