import { OWN_NAMES } from './own_state.ts'

/** What each action wants: `short`, `flat`, `long`, or the level where it is another. */
export function actionNames(levels: readonly number[]): string[] {
  return levels.map(levelName)
}

export function levelName(level: number): string {
  if (level === 0) return 'flat'
  if (level === 1) return 'long'
  if (level === -1) return 'short'
  return String(level)
}

/** Names of an observation's components: the window oldest first, `rsi_14[t-29]` … `rsi_14[t]`, then the own state. */
export function observationNames(features: readonly string[], window: number): string[] {
  const names: string[] = []
  for (let back = window - 1; back >= 0; back--) {
    for (const feature of features) names.push(`${feature}[t${back === 0 ? '' : `-${back}`}]`)
  }
  return [...names, ...OWN_NAMES]
}
