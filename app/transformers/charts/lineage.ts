import { RANGE_NAMES } from '#core/evaluation/range_names'
import { figureText } from '#core/evaluation/verdicts/verdict'
import type { ModelPage } from '#services/pages/models/model_page'

/** Pixels of a node with the gap under it, and of the lines between two columns. */
const PITCH = 56
export const LINES_WIDTH = 48

export interface LineageNode {
  readonly href: string
  readonly label: string
  readonly detail: string
  /** What it comes from, for those who do not see the lines. */
  readonly from: string
}

/** Things of one kind, and the lines to those of the next. */
export interface LineageColumn {
  readonly title: string
  readonly empty: string
  readonly nodes: readonly LineageNode[]
  readonly lines: { readonly height: number; readonly paths: readonly string[] } | null
}

type Link = readonly [from: number, to: number]

/** Datasets → runs → evaluations: what a model was made of, and what judged it. */
export function lineage({ datasets, members, evaluations }: ModelPage): LineageColumn[] {
  const names = datasets.map(({ symbol, interval }) => `${symbol} ${interval}`).join(', ')
  const learned = datasets.flatMap((_, d) => members.map((_member, m): Link => [d, m]))
  const judged = members.flatMap(({ run_id: run }, m) =>
    evaluations.flatMap((each, k): Link[] =>
      each.run_id === null || each.run_id === run ? [[m, k]] : []
    )
  )
  const most = Math.max(datasets.length, members.length, evaluations.length, 1)
  const between = (left: number, right: number, links: readonly Link[]) => ({
    height: most * PITCH,
    paths: links.map(([from, to]) => pathOf(placeOf(from, left, most), placeOf(to, right, most))),
  })
  return [
    {
      title: 'Datasets',
      empty: 'The datasets are gone.',
      nodes: datasets.map((dataset) => ({
        href: `/datasets/${dataset.dataset_id}`,
        label: `${dataset.symbol} ${dataset.interval}`,
        detail: `version ${dataset.version}, ${dataset.sha256.slice(0, 8)}`,
        from: '',
      })),
      lines: between(datasets.length, members.length, learned),
    },
    {
      title: 'Runs',
      empty: 'The runs are gone.',
      nodes: members.map((member) => ({
        href: `/runs/${member.run_id}`,
        label: `Run ${member.run_id}, seed ${member.seed}`,
        detail: `validation Sharpe ${member.validation === null ? '–' : figureText(member.validation)}`,
        from: `trained on ${names}`,
      })),
      lines: between(members.length, evaluations.length, judged),
    },
    {
      title: 'Evaluations',
      empty: 'Nothing has judged it yet.',
      nodes: evaluations.map((each) => ({
        href: `/evaluations/${each.evaluation_id}`,
        label: `Evaluation ${each.evaluation_id}`,
        detail: `${RANGE_NAMES[each.range]}${each.look === null ? '' : `, look ${each.look}`}`,
        from: each.run_id === null ? 'judges all seeds' : `judges run ${each.run_id}`,
      })),
      lines: null,
    },
  ]
}

/** Middle of node `k` of `count` that stand in the middle of room for `most`. */
function placeOf(k: number, count: number, most: number): number {
  return ((most - count) * PITCH) / 2 + k * PITCH + PITCH / 2
}

function pathOf(from: number, to: number): string {
  const half = LINES_WIDTH / 2
  return `M0 ${from}C${half} ${from} ${half} ${to} ${LINES_WIDTH} ${to}`
}
