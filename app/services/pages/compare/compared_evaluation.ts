import { RANGE_NAMES } from '#core/evaluation/range_names'
import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { Compared } from '#services/pages/compare/compared'
import {
  evaluationHead,
  sheetOf,
  type EvaluationHead,
} from '#services/pages/evaluations/evaluation_page'

/** An evaluation by its shown seed. @throws E_RECORD_NOT_FOUND */
export async function comparedEvaluation(evaluationId: number): Promise<Compared> {
  const head = await evaluationHead(evaluationId)
  const sheet = await sheetOf(evaluationId)
  const { symbol, interval, version, sha256 } = head
  const known = symbol !== null && interval !== null && version !== null && sha256 !== null
  return {
    id: evaluationId,
    title: `Evaluation ${evaluationId}`,
    name: head.experiment_name,
    href: `/evaluations/${evaluationId}`,
    curve: curveWords(head, sheet),
    dataset: known ? { symbol, interval, version, sha256 } : null,
    parameters: head.parameters,
    time: sheet?.time ?? [],
    equity: sheet?.agents[sheet.shown].equity ?? [],
    metrics: sheet?.agents[sheet.shown].metrics ?? {},
    intervals: {
      sharpe: sheet?.intervals?.sharpe,
      cagr: sheet?.intervals?.cagr,
      max_drawdown: sheet?.intervals?.maxDrawdown,
    },
    learning: [],
  }
}

function curveWords({ range }: EvaluationHead, sheet: TearSheet | null): string {
  if (sheet === null) return `${RANGE_NAMES[range]}, no tear sheet yet`
  const { agents, shown } = sheet
  const seed = `seed ${agents[shown].seed}`
  return agents.length === 1
    ? `${RANGE_NAMES[range]}, ${seed}`
    : `${RANGE_NAMES[range]}, ${seed}, the median of ${agents.length}`
}
