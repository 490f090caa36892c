import db from '@adonisjs/lucid/services/db'
import type { LoggedQuery } from './query_log.js'

export interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Plan Rows': number
  readonly Plans?: readonly Plan[]
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]
}

/** The plan of a query as it was sent; without indices to use only a sequential scan is left. */
export async function planOf(
  { sql, values }: LoggedQuery,
  withSequential: boolean
): Promise<Plan[]> {
  return db.transaction(async (trx) => {
    if (!withSequential) await trx.rawQuery('set local enable_seqscan = off')
    // Lucid's own placeholders again: each $n once, in order, as its driver had made them
    const text = `explain (format json) ${sql.replaceAll(/\$\d+/g, '?')}`
    const answer = (await trx.rawQuery(text, [...values] as never)) as {
      rows: { 'QUERY PLAN': { Plan: Plan }[] }[]
    }
    return nodesOf(answer.rows[0]!['QUERY PLAN'][0]!.Plan)
  })
}
