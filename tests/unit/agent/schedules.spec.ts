import { test } from '@japa/runner'
import { agentParameters, type AgentConfig } from '../../../app/core/agent/agent_parameters.ts'
import { betaSchedule, epsilonSchedule } from '../../../app/core/agent/schedules.ts'
import { configOf } from './config_of.ts'

const agent = (changes: Partial<AgentConfig>) => configOf<AgentConfig>(agentParameters, changes)

test.group('Schedules', () => {
  test('epsilon falls linearly over its share of the planned steps and then stays', ({
    assert,
  }) => {
    const config = agent({ epsilonStart: 1, epsilonEnd: 0.2, epsilonDecayShare: 0.5 })
    const epsilon = epsilonSchedule(config, 1000)
    assert.equal(epsilon.at(0), 1)
    assert.closeTo(epsilon.at(250), 0.6, 1e-15)
    assert.equal(epsilon.at(500), 0.2)
    assert.equal(epsilon.at(999), 0.2)
  })

  test('a decay share of 0 begins with the last epsilon', ({ assert }) => {
    const config = agent({ epsilonStart: 1, epsilonEnd: 0.1, epsilonDecayShare: 0 })
    assert.equal(epsilonSchedule(config, 1000).at(0), 0.1)
  })

  test('beta rises linearly to 1 over all planned steps', ({ assert }) => {
    const beta = betaSchedule(agent({ priorityBeta: 0.4 }), 1000)
    assert.equal(beta.at(0), 0.4)
    assert.closeTo(beta.at(500), 0.7, 1e-15)
    assert.equal(beta.at(1000), 1)
  })
})
