import { test } from '@japa/runner'
import type { AgentConfig } from '../../app/core/agent/agent_parameters.ts'
import { learningEngines } from './engine.ts'
import type { Probe } from './probe_environment.ts'
import { trainProbe } from './train_probe.ts'

const SEEDS = [1, 2, 3, 4, 5]
/** Every way of learning has to find the same values. */
const VARIANTS: Record<string, Partial<AgentConfig>> = {
  'plain DQN': { double: false, loss: 'mse' },
  'double DQN': { double: true },
  'all switches': {
    double: true,
    dueling: true,
    prioritised: true,
    nStep: 3,
    targetUpdate: 'soft',
    tau: 0.02,
  },
}

/** Reward 1 a step, whatever is done; the episode is cut after five steps. */
const constantReward: Probe = {
  rows: [[1]],
  actions: 1,
  first: () => 0,
  next: (row, _action, step) => ({ row, reward: 1, truncated: step === 5 }),
}

/** The same, but the fifth step is a true end: only the step's number tells the values apart. */
const finiteReward: Probe = {
  rows: [0, 1, 2, 3, 4, 5].map((step) => [step / 5, step === 4 ? 1 : 0]),
  actions: 1,
  first: () => 0,
  next: (_row, _action, step) => ({ row: step, reward: 1, terminated: step === 5 }),
}

/** Reward 1 after three steps of nothing. */
const lateReward: Probe = {
  rows: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [0, 0, 0],
  ],
  actions: 1,
  first: () => 0,
  next: (_row, _action, step) => ({
    row: step,
    reward: step === 3 ? 1 : 0,
    terminated: step === 3,
  }),
}

/** One step, whose reward is what was observed: +1 or -1 at random. */
const rewardByObservation: Probe = {
  rows: [[1], [-1]],
  actions: 2,
  first: (random) => random.integer(2),
  next: (row) => ({ row, reward: row === 0 ? 1 : -1, terminated: true }),
}

/** One step, whose reward is the action's. */
const rewardByAction: Probe = {
  rows: [[1]],
  actions: 3,
  first: () => 0,
  next: (row, action) => ({ row, reward: action - 1, terminated: true }),
}

/** Right is the action that was observed; the next observation is drawn anew. */
const rewardByBoth: Probe = {
  rows: [[1], [-1]],
  actions: 2,
  first: (random) => random.integer(2),
  next: (row, action, step, random) => ({
    row: random.integer(2),
    reward: action === row ? 1 : -1,
    truncated: step === 10,
  }),
}

for (const [name, changes] of Object.entries(VARIANTS)) {
  const learned = (probe: Probe, more: Partial<AgentConfig> = {}) =>
    SEEDS.map((seed) => trainProbe(learningEngines, probe, seed, { ...changes, ...more }))

  test.group(`Probes, ${name} (${learningEngines.name})`, () => {
    test('a constant reward of 1 is worth 1 / (1 - gamma) through truncations', ({ assert }) => {
      for (const q of learned(constantReward)) assert.closeTo(q(0)[0], 10, 0.5)
    })

    test('a termination ends the value: k steps before it are worth 1 + gamma + ... of k terms', ({
      assert,
    }) => {
      for (const q of learned(finiteReward)) {
        for (let step = 0; step < 5; step++) {
          assert.closeTo(q(step)[0], (1 - 0.9 ** (5 - step)) / 0.1, 0.15, `step ${step}`)
        }
      }
    })

    test('a reward k steps ahead is worth gamma^k', ({ assert }) => {
      for (const q of learned(lateReward, { gamma: 0.5 })) {
        assert.closeTo(q(0)[0], 0.25, 0.05)
        assert.closeTo(q(1)[0], 0.5, 0.05)
        assert.closeTo(q(2)[0], 1, 0.05)
      }
    })

    test('a value depends on what is observed', ({ assert }) => {
      for (const q of learned(rewardByObservation)) {
        assert.closeTo(q(0)[0], 1, 0.1)
        assert.closeTo(q(1)[1], -1, 0.1)
      }
    })

    test('a value depends on the action', ({ assert }) => {
      for (const q of learned(rewardByAction)) {
        for (const action of [0, 1, 2]) assert.closeTo(q(0)[action], action - 1, 0.1)
      }
    })

    test('the right action depends on what is observed, and its value counts on acting rightly later', ({
      assert,
    }) => {
      // the wrong action is -1 now, then right again: 1 + 9 against -1 + 9
      for (const q of learned(rewardByBoth, { nStep: 1 })) {
        for (const row of [0, 1]) {
          assert.closeTo(q(row)[row], 10, 0.7)
          assert.closeTo(q(row)[1 - row], 8, 0.7)
        }
      }
    })
  })
}
