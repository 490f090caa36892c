/** Who waits in this process for a study. */
const waiting = new Map<number, Promise<unknown>>()

/** Acts on a study after all who came before, so that its digest is never read half-changed. */
export async function inTurn<T>(studyId: number, act: () => Promise<T>): Promise<T> {
  const before = waiting.get(studyId) ?? Promise.resolve()
  const turn = before.then(act, act)
  waiting.set(studyId, turn)
  try {
    return await turn
  } finally {
    if (waiting.get(studyId) === turn) waiting.delete(studyId)
  }
}
