import { counted } from '../../../resources/format/numbers.ts'
import type { Act, ActKind, Planned } from '#services/pages/lists/planned_acts'

const PLURALS: Readonly<Record<ActKind, string>> = {
  run: 'runs',
  experiment: 'experiments',
  evaluation: 'evaluations',
  study: 'studies',
  dataset: 'datasets',
  rerun: 'reruns',
}
const REMARKS: Readonly<Partial<Record<ActKind, string>>> = {
  evaluation: ' Looks at the sealed test range stay counted.',
  study: ' What its trials reached stays counted for deflation.',
}
const VERBS: Readonly<Record<Act, { title: string; keep: string; done: string }>> = {
  delete: { title: 'Delete', keep: 'Keep them', done: 'deleted' },
  cancel: { title: 'Cancel', keep: 'Let them run', done: 'cancelled' },
  resume: { title: 'Queue again', keep: 'Leave them', done: 'queued again' },
}

/** The dialog before something is done to several rows: what it does, what stays, and the words that confirm it. */
export function actView(act: Act, kind: ActKind, rows: readonly Planned[], back: string) {
  const concerned = rows.filter(({ refusal }) => refusal === null)
  const many = counted(concerned.length, kind, PLURALS[kind])
  const { title, keep } = VERBS[act]
  return {
    act,
    kind,
    concerned,
    refused: rows.filter(({ refusal }) => refusal !== null),
    title: concerned.length > 0 ? `${title} ${many}?` : `Nothing to ${title.toLowerCase()}`,
    effect: concerned.length > 0 ? effectOf(act, kind, concerned, many) : NOTHING[act],
    /** What must be typed where other things are deleted too; null: a press is enough. */
    confirmation: act === 'delete' && alongOf(concerned).length > 0 ? many : null,
    button: `${title} ${many}`,
    keep,
    isDangerous: act !== 'resume',
    back,
  }
}

/** What is said when it was done. */
export function doneText(act: Act, done: number, asked: number): string {
  return `${done} of ${asked} ${done === 1 ? 'is' : 'are'} ${VERBS[act].done}.`
}

/** Where the rows are listed. */
export function listOf(kind: ActKind): string {
  if (kind === 'rerun') return '/jobs'
  return `/${kind === 'experiment' ? 'runs' : PLURALS[kind]}`
}

const NOTHING: Readonly<Record<Act, string>> = {
  delete: 'None of what you chose can be deleted now.',
  cancel: 'None of what you chose is queued or running.',
  resume: 'None of what you chose has failed, was cancelled or is lost.',
}

function effectOf(act: Act, kind: ActKind, rows: readonly Planned[], many: string): string {
  const sum = (part: string) => rows.reduce((total, { counts }) => total + (counts[part] ?? 0), 0)
  const them = rows.length === 1 ? 'it' : 'them'
  switch (act) {
    case 'delete': {
      const along = alongOf(rows)
      const withThem = along.length === 0 ? '' : `, and with ${them} ${listed(along)}`
      return `Deletes ${many}${withThem}.${REMARKS[kind] ?? ''} This cannot be undone.`
    }
    case 'cancel':
      if (kind === 'rerun') return `Ends ${many}. Nothing is stored; it can be asked for again.`
      return kind === 'run'
        ? cancelEffect(sum('running'), rows.length - sum('running'), sum('episode'))
        : evaluationCancelEffect(many, sum('fold'))
    case 'resume':
      return kind === 'run'
        ? resumeEffect(sum('checkpoint'), rows.length, sum('later'))
        : `Evaluates ${many} again, with the same settings. No further look is counted.`
  }
}

function cancelEffect(running: number, queued: number, episodes: number): string {
  const stopped = `Stops ${counted(running, 'running run')} at the next step; keeps ${counted(episodes, 'episode')} and the best weights. What is stopped can be resumed from its last checkpoint.`
  const dropped = `Takes ${counted(queued, 'queued run')} out of the queue.`
  return [running > 0 ? stopped : '', queued > 0 ? dropped : ''].filter((text) => text).join(' ')
}

/** @param runs of folds that wait or train */
export function evaluationCancelEffect(many: string, runs: number): string {
  const folds = `${counted(runs, 'run')} of walk-forward folds ${runs === 1 ? 'stops' : 'stop'} at the next step.`
  return `Ends ${many} without a tear sheet. ${runs === 0 ? '' : `${folds} `}Looks at the sealed test range stay counted. This cannot be undone; evaluating again starts anew.`
}

function resumeEffect(withCheckpoint: number, all: number, later: number): string {
  const goOn = `${counted(withCheckpoint, 'run')} ${withCheckpoint === 1 ? 'goes' : 'go'} on from the last checkpoint; ${counted(later, 'later episode')} are discarded and trained again.`
  const anew = `${counted(all - withCheckpoint, 'run')} without a checkpoint ${all - withCheckpoint === 1 ? 'starts' : 'start'} from the first episode.`
  return [withCheckpoint > 0 ? goOn : '', all > withCheckpoint ? anew : '']
    .filter((text) => text)
    .join(' ')
}

/** What is deleted along with the rows. */
function alongOf(rows: readonly Planned[]): string[] {
  return ['run', 'episode', 'model', 'evaluation'].flatMap((sort) => {
    const count = rows.reduce((total, { counts }) => total + (counts[sort] ?? 0), 0)
    return count === 0 ? [] : [counted(count, sort)]
  })
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
