/** A tensor of at most two dimensions, row-major. */
export interface PlainTensor {
  readonly shape: readonly number[]
  readonly values: Float64Array
}

/** One step: `linear` is x · weightᵀ, weight [outputs, inputs]; `mean` keeps one number. */
export interface PlainNode {
  readonly op: 'linear' | 'add' | 'subtract' | 'relu' | 'mean' | 'same'
  readonly inputs: readonly string[]
  readonly output: string
}

/** What an exported file computes, as read back from its bytes. */
export interface PlainGraph {
  readonly input: string
  readonly output: string
  readonly constants: ReadonlyMap<string, PlainTensor>
  /** In an order in which each has its inputs. */
  readonly nodes: readonly PlainNode[]
}

/**
 * Q-values of one observation by plain sums in float64: shares no code with any engine.
 * @throws Error when the graph names what is not there
 */
export function evaluateGraph(graph: PlainGraph, observation: ArrayLike<number>): Float64Array {
  const known = new Map<string, Float64Array>([[graph.input, Float64Array.from(observation)]])
  const vector = (name: string): Float64Array => {
    const found = known.get(name) ?? graph.constants.get(name)?.values
    if (found === undefined) throw new Error(`The exported graph has no ${name}.`)
    return found
  }
  for (const { op, inputs, output } of graph.nodes) {
    const [first, second] = inputs
    switch (op) {
      case 'linear':
        known.set(output, linear(vector(first), graph.constants.get(second), second))
        break
      case 'add':
        known.set(
          output,
          paired(vector(first), vector(second), (a, b) => a + b)
        )
        break
      case 'subtract':
        known.set(
          output,
          paired(vector(first), vector(second), (a, b) => a - b)
        )
        break
      case 'relu':
        known.set(
          output,
          vector(first).map((value) => Math.max(0, value))
        )
        break
      case 'mean': {
        const values = vector(first)
        known.set(output, Float64Array.of(values.reduce((sum, v) => sum + v, 0) / values.length))
        break
      }
      case 'same':
        known.set(output, vector(first))
    }
  }
  return vector(graph.output)
}

function linear(x: Float64Array, weight: PlainTensor | undefined, name: string): Float64Array {
  const [outputs, inputs] = weight?.shape ?? []
  if (weight === undefined || inputs !== x.length) {
    throw new Error(`The exported graph has no weight ${name} of ${x.length} inputs.`)
  }
  const out = new Float64Array(outputs)
  const { values } = weight
  for (let o = 0; o < outputs; o++) {
    let sum = 0
    for (let i = 0; i < inputs; i++) sum += values[o * inputs + i] * x[i]
    out[o] = sum
  }
  return out
}

/** Element by element; a single number stands beside each of the others. */
function paired(a: Float64Array, b: Float64Array, of: (a: number, b: number) => number) {
  const length = Math.max(a.length, b.length)
  const at = (values: Float64Array, k: number) => values[values.length === 1 ? 0 : k]
  return Float64Array.from({ length }, (_, k) => of(at(a, k), at(b, k)))
}
