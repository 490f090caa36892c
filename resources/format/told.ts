import { edgeGlobals } from 'edge.js'
import { UNDEFINED } from './numbers.ts'

/** Why figures of tables are undefined that are not metrics of a strategy. */
export const REASONS = {
  validation: 'No validation episode with a defined Sharpe ratio yet.',
  noValidation: 'No validation episode yet.',
  hold: 'Not computed before its first run begins; undefined where the price did not move.',
  notEnded: 'Known when the evaluation has been computed.',
  difference:
    'Known when the evaluation has been computed; undefined where the agent’s or buy and hold’s Sharpe ratio is.',
  interval: 'Too few bars, or returns without deviation: nothing to resample.',
  spread: 'Undefined for every seed.',
  notEvaluated: 'No evaluation of all its seeds has been computed, or its equity did not move.',
  look: 'Only a look at the sealed test range is counted.',
  objective: 'No trial has reported a defined value yet.',
  trialValue:
    'Not reported yet, or undefined: the trial failed, or equity did not move in an episode that counts.',
  rung: 'It has not reached its first rung.',
  notSearched: 'This parameter is not searched in this trial: its condition does not hold.',
  person: 'No person launched it: a command did.',
  looker: 'No person asked for it: a command did.',
  reason: 'None was given.',
  preset: 'It was launched without a preset.',
  dataset: 'Known when the evaluation has begun.',
  noCurve: 'It has no recorded equity curve.',
  noVerdicts: 'Given when an evaluation of it has been computed.',
  notStarted: 'It has not started.',
  speed: 'Known after the first episodes.',
  lost: 'Nobody trains it now.',
  toPass: 'No trial can be promoted from here yet, or it is the last rung.',
  correlation: 'Fewer than four trials with a value, or values that do not differ.',
  deflated: 'The best trial has no validation stored, or the objective’s curve is too short.',
  defaults: 'The defaults were not tried, or have no value yet.',
  held: 'Several actions share this side: what was held is known by its side alone.',
  own: 'Part of the agent’s own state, which is given as it is: not standardised, of this bar alone, without training values.',
  stops: 'No position is open at this close, so no stop is in force.',
  decided: 'No decision of the agent: the rule named as the reason acted within the bar.',
  noBar: 'The range has no bar in this month or year.',
  inference: 'The Sharpe ratio is undefined, or its returns are too few.',
  trackRecord: 'The Sharpe ratio is not over 0: no length would show that it is.',
  fold: 'Undefined in this fold: equity did not move.',
} as const

/** A figure's text; where it is undefined an en dash that tells why, on hover, on focus and when read. */
export function told(text: string, why: string): unknown {
  if (text !== UNDEFINED) return text
  const reason = edgeGlobals.html.escape(why)
  return edgeGlobals.html.safe(
    `<span class="undefined" tabindex="0" title="${reason}">${UNDEFINED}<span class="sr"> ${reason}</span></span>`
  )
}
