import type { EngineState, NetworkShape } from '../ports/compute_engine.ts'
import type { RandomStream } from '../random/random_stream.ts'
import { layersOf, networkLayout } from './network_layout.ts'

/**
 * The state of a network that has learned nothing: weights and biases uniform in ± 1 / √inputs of their
 * layer (PyTorch's default for linear layers), drawn in the order of the list; the target network equal.
 */
export function initialState(shape: NetworkShape, random: RandomStream): EngineState {
  const layout = networkLayout(shape)
  const online = new Float32Array(layout.size)
  for (const { inputs, outputs, weight } of layersOf(layout)) {
    const bound = 1 / Math.sqrt(inputs)
    const end = weight + inputs * outputs + outputs
    for (let i = weight; i < end; i++) online[i] = (2 * random.float() - 1) * bound
  }
  return {
    online,
    target: online.slice(),
    firstMoment: new Float32Array(layout.size),
    secondMoment: new Float32Array(layout.size),
    updates: 0,
  }
}
