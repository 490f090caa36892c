import { test } from '@japa/runner'
import { CATALOGUE } from '../../../app/core/parameters/catalogue.ts'
import { parameterAt } from '../../../app/core/parameters/resolve.ts'
import { canBeSearched, readSearchSpace } from '../../../app/core/tuning/read_search_space.ts'
import { SPACE_PRESETS } from '../../../app/core/tuning/space_presets.ts'
import { newRow, rowsOfSpace, spaceOfRows } from '../../../app/core/tuning/space_rows.ts'

test.group('Rows of a search space', () => {
  for (const [name, preset] of Object.entries(SPACE_PRESETS)) {
    test(`the preset ${name} in rows is the same space`, ({ assert }) => {
      const space = readSearchSpace(preset)
      assert.deepEqual(readSearchSpace(spaceOfRows(rowsOfSpace(space))), space)
    })
  }

  test('a space with steps, lists, none and a condition in rows is the same space', ({
    assert,
  }) => {
    const space = readSearchSpace({
      'environment.reward': { choices: ['log_return', 'sharpe', 'sortino'] },
      'environment.rewardEta': { low: 0.01, high: 0.1, when: { 'environment.reward': ['sharpe'] } },
      'features.window': { low: 10, high: 50, step: 10 },
      'agent.clipNorm': { choices: [null, 1, 10] },
      'features.indicators': { choices: [['rsi'], ['rsi', 'macd']] },
      'agent.hiddenLayers': { choices: [[32], [64, 64]] },
    })
    const rows = rowsOfSpace(space)
    // whoever asks another stands behind it
    assert.deepEqual(
      rows.map(({ path, choices }) => [path, choices]),
      [
        ['environment.reward', 'log_return; sharpe; sortino'],
        ['features.window', ''],
        ['agent.clipNorm', 'none; 1; 10'],
        ['features.indicators', 'rsi; rsi, macd'],
        ['agent.hiddenLayers', '32; 64, 64'],
        ['environment.rewardEta', ''],
      ]
    )
    assert.deepEqual(readSearchSpace(spaceOfRows(rows)), space)
  })

  test('every parameter that can be searched begins with a sound row', ({ assert }) => {
    for (const parameter of CATALOGUE.filter(canBeSearched)) {
      const row = newRow(parameter, [])
      assert.lengthOf(readSearchSpace(spaceOfRows([row])).dimensions, 1, parameter.path)
    }
  })

  test('every numeric parameter is searched by {} in the catalogue’s bounds', ({ assert }) => {
    for (const { path, type } of CATALOGUE.filter(canBeSearched)) {
      if (type !== 'float' && type !== 'integer') continue
      assert.lengthOf(readSearchSpace({ [path]: {} }).dimensions, 1, path)
    }
    // over 0 and at most 1: a range begins a millionth of the way up
    const [tau] = readSearchSpace({ 'agent.tau': {} }).dimensions
    assert.containsSubset(tau, { low: 1e-6, high: 1, log: true })
  })

  test('a new row asks the catalogue’s condition where its parameter is searched', ({ assert }) => {
    const eta = parameterAt('environment.rewardEta')!
    assert.equal(newRow(eta, []).whenPath, '')
    const asked = newRow(eta, [{ path: 'environment.reward' }])
    assert.deepEqual([asked.whenPath, asked.whenValues], ['environment.reward', 'sharpe; sortino'])
  })

  test('what was typed wrong is named as it was typed, at its own field', ({ assert }) => {
    const row = { ...newRow(parameterAt('agent.gamma')!, []), low: 'half', step: '0.2x' }
    try {
      readSearchSpace(spaceOfRows([row]))
      assert.fail('nothing was refused')
    } catch (error) {
      const { fields } = error as { fields: { path: string; message: string }[] }
      assert.deepEqual(fields.slice(0, 2), [
        { path: 'agent.gamma.low', message: 'agent.gamma.low is "half", but must be a number.' },
        { path: 'agent.gamma.step', message: 'agent.gamma.step is "0.2x", but must be a number.' },
      ])
    }
  })
})
