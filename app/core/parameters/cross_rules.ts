import type { RunParameters } from './catalogue.ts'
import type { ValueFault } from './value_faults.ts'

/** Rules that hold between parameters; each gives the words of its fault, or null. */
const RULES: readonly {
  readonly path: string
  readonly fault: (parameters: RunParameters) => string | null
  readonly remedy: string
}[] = [
  {
    path: 'agent.batchSize',
    fault: ({ agent: { batchSize, capacity } }) =>
      batchSize <= capacity
        ? null
        : `agent.batchSize is ${batchSize}, but must be an integer from 1 to ${capacity} (agent.capacity).`,
    remedy: 'Take a smaller batch or a larger replay memory.',
  },
  {
    path: 'agent.epsilonEnd',
    fault: ({ agent: { epsilonStart, epsilonEnd } }) =>
      epsilonEnd <= epsilonStart
        ? null
        : `agent.epsilonEnd is ${epsilonEnd}, but must be at most ${epsilonStart} (agent.epsilonStart).`,
    remedy: 'Epsilon falls from its start to its end.',
  },
  {
    path: 'features.macdFast',
    fault: ({ features: { indicators, macdFast, macdSlow } }) =>
      !indicators.includes('macd') || macdFast < macdSlow
        ? null
        : `features.macdFast is ${macdFast}, but must be under ${macdSlow} (features.macdSlow).`,
    remedy: 'Take for example 12 and 26.',
  },
  {
    path: 'data.validationShare',
    fault: ({ data: { trainShare, validationShare } }) =>
      trainShare + validationShare < 1
        ? null
        : `data.trainShare ${trainShare} and data.validationShare ${validationShare} leave no bars for the test range: together they must be under 1.`,
    remedy: 'Take for example 0.6 and 0.15.',
  },
  {
    path: 'data.testFrom',
    fault: ({ data: { validationFrom, testFrom } }) =>
      (validationFrom === null) === (testFrom === null)
        ? null
        : `data.validationFrom is ${validationFrom ?? 'none'} and data.testFrom is ${testFrom ?? 'none'}: give both or none.`,
    remedy: 'Without dates the shares decide.',
  },
  {
    path: 'data.testFrom',
    fault: ({ data: { validationFrom, testFrom } }) =>
      validationFrom === null || testFrom === null || validationFrom < testFrom
        ? null
        : `data.testFrom is ${testFrom}, but must be after ${validationFrom} (data.validationFrom).`,
    remedy: 'The test range is the newest.',
  },
  {
    path: 'data.embargo',
    fault: ({ data: { embargo }, features: { window } }) =>
      embargo === null || embargo >= window
        ? null
        : `data.embargo is ${embargo} bars, but must be at least ${window} (features.window).`,
    remedy: 'Leave it empty, which takes the window.',
  },
  {
    path: 'environment.levels',
    fault: ({ environment: { levels } }) =>
      levels.includes(0) && levels.every((level, k) => k === 0 || level > levels[k - 1])
        ? null
        : `environment.levels is ${levels.join(', ')}, but must ascend and hold 0.`,
    remedy: 'Take for example 0, 1 or −1, 0, 1.',
  },
  {
    path: 'environment.stopLoss',
    fault: ({ environment: { stopLoss, stopUnit } }) =>
      stopLoss === null || stopUnit === 'atr' || stopLoss < 1
        ? null
        : `environment.stopLoss is ${stopLoss}, but must be under 1: it is a fraction of the entry price.`,
    remedy: 'Take for example 0.05, or environment.stopUnit atr.',
  },
]

/** Every rule between parameters that is broken; each parameter is within its own bounds already. */
export function crossFaults(parameters: RunParameters): ValueFault[] {
  return RULES.flatMap(({ path, fault, remedy }) => {
    const message = fault(parameters)
    return message === null ? [] : [{ path, message, remedy }]
  })
}
