import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { plantRun } from '#tests/functional/pages/planted_run'
import { tokenOf } from './program.js'

test.group('Metrics', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('runs by status, queues, memory, event loop and durations are figures', async ({
    client,
    assert,
  }) => {
    await plantRun({ episodes: 10, status: 'failed' })
    const token = await tokenOf('viewer')
    const get = () => client.get('/api/v1/metrics').bearerToken(token)
    await get()
    const text = (await get()).text()
    assert.match(text, /^rsc_training_runs\{status="failed"\} 1$/m)
    assert.match(text, /^rsc_training_runs\{status="running"\} 0$/m)
    assert.match(text, /^# TYPE rsc_queue_depth gauge$/m)
    assert.match(text, /^process_resident_memory_bytes \d+$/m)
    assert.match(text, /^nodejs_eventloop_lag_p99_seconds /m)
    assert.match(
      text,
      /^rsc_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/metrics",status="200"\} [1-9]/m
    )
  })
})
