import { test } from '@japa/runner'
import { ENGINES } from './engines.ts'
import {
  fillBatch,
  firstQ,
  learnerGolden,
  startCase,
  updateTarget,
  worst,
  type GoldenBatch,
} from './golden_case.ts'
import { GoldenGenerator } from './golden_generator.ts'

interface Case {
  readonly name: string
  readonly lcg_seed: number
  readonly state: number
  readonly hidden: number[]
  readonly actions: number
  readonly batch: number
  readonly steps: number
  readonly double: boolean
  readonly dueling: boolean
  readonly loss_kind: 'huber' | 'mse'
  readonly gamma: number
  readonly n_step: number
  readonly clip: number
  readonly weighted: boolean
  readonly tau: number | null
  readonly copy_every: number | null
  readonly learning_rate: number
  readonly losses: number[]
  readonly gradient_norms: number[]
}
interface SmallCase extends Case {
  readonly first_step: { q: number[][]; td_errors: number[] }
  readonly start: { online: number[]; target: number[] }
  readonly batches: (Omit<GoldenBatch, 'nextStates'> & { next_states: number[][] })[]
  readonly after_1: number[]
  readonly after_all: { online: number[]; target: number[] }
}
interface LongCase extends Case {
  readonly first_step: { q_0: number[]; td_error_sum: number }
  readonly start_sum: number
  readonly after_all_sums: number[]
  readonly after_all_abs_sums: number[]
}

const cases = learnerGolden<(SmallCase | LongCase)[]>('learner')
const small = cases.filter((each): each is SmallCase => 'batches' in each)
const long = cases.find((each): each is LongCase => each.name === 'long_64x64')!

function ruleOf(given: Case) {
  return {
    batchSize: given.batch,
    double: given.double,
    loss: given.loss_kind,
    learningRate: given.learning_rate,
    clipNorm: given.clip,
  }
}

for (const engineUnderTest of ENGINES) {
  const { factory, first, ten, hundred } = engineUnderTest

  test.group(`Learner of PyTorch: ${factory.name} engine`, () => {
    for (const given of small) {
      test(`${given.name}: ten updates come out`, ({ assert }) => {
        const batches = given.batches.map(({ next_states: nextStates, weights, ...batch }) => ({
          ...batch,
          nextStates,
          ...(given.weighted ? { weights } : {}),
        }))
        const start = { ...given, ...given.start, rule: ruleOf(given), batches }
        const engine = startCase(engineUnderTest, start)
        assert.isAtMost(worst(firstQ(engine, given.batch), given.first_step.q.flat(), first), 1)
        const [losses, norms] = [[] as number[], [] as number[]]
        batches.forEach((batch, k) => {
          fillBatch(engine, k, batch, given.gamma ** given.n_step)
          losses.push(engine.learn())
          norms.push(engine.gradientNorm)
          if (k === 0) {
            const { tdErrors } = engine.batch
            assert.isAtMost(worst(tdErrors, given.first_step.td_errors, first), 1)
            assert.isAtMost(worst(engine.export().online, given.after_1, first), 1)
          }
          updateTarget(engine, k + 1, { tau: given.tau, every: given.copy_every })
        })
        assert.isAtMost(worst(losses, given.losses, ten), 1)
        assert.isAtMost(worst(norms, given.gradient_norms, ten), 1)
        const { online, target } = engine.export()
        assert.isAtMost(worst(online, given.after_all.online, ten), 1)
        assert.isAtMost(worst(target, given.after_all.target, ten), 1)
      })
    }

    test('long_64x64: 100 updates from the seed alone', ({ assert }) => {
      const { state, hidden, actions, batch, steps } = long
      const generator = new GoldenGenerator(long.lcg_seed, false)
      const layers = [
        [state, hidden[0]],
        [hidden[0], hidden[1]],
        [hidden[1], actions],
      ] as const
      const online = generator.network(layers, (inputs) => [inputs ** -0.5, inputs ** -0.5])
      assert.closeTo(
        online.reduce((sum, w) => sum + w, 0),
        long.start_sum,
        1e-9
      )
      const target = online.map((w) => w + generator.symmetric(0.05))
      const batches = Array.from({ length: steps }, () =>
        generator.batchByColumns(state, actions, batch)
      )
      const engine = startCase(engineUnderTest, {
        ...{ state, hidden, actions, dueling: false, rule: ruleOf(long) },
        ...{ online, target, batches },
      })
      assert.isAtMost(worst(firstQ(engine, 1), long.first_step.q_0, first), 1)
      const losses = batches.map((each, k) => {
        fillBatch(engine, k, each, long.gamma)
        const loss = engine.learn()
        updateTarget(engine, k + 1, { tau: long.tau, every: long.copy_every })
        return loss
      })
      assert.isAtMost(worst(losses, long.losses, hundred), 1)
      const sums = tensorSums(engine.export().online, layers)
      const near = { relative: 0, absolute: engineUnderTest.exact ? 1e-7 : 1e-2 }
      assert.isAtMost(worst(sums.plain, long.after_all_sums, near), 1)
      assert.isAtMost(worst(sums.absolute, long.after_all_abs_sums, near), 1)
    })
  })
}

/** Sums, and sums of absolute values, of each layer's weight and bias. */
function tensorSums(
  list: ArrayLike<number>,
  layers: readonly (readonly [number, number])[]
): { plain: number[]; absolute: number[] } {
  const values = Array.from(list)
  const parts = layers.flatMap(([inputs, outputs]) => [
    values.splice(0, inputs * outputs),
    values.splice(0, outputs),
  ])
  const sum = (part: number[]) => part.reduce((total, value) => total + value, 0)
  return { plain: parts.map(sum), absolute: parts.map((part) => sum(part.map(Math.abs))) }
}
