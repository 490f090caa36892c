import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import User, { type Role } from '#models/user'
import { Visitor } from '#services/bench/pages/visitor'
import { plantRun } from '#tests/functional/pages/planted_run'
import { freePort, server, untilReady } from '#tests/functional/system/processes'

const PASSWORD = 'correct horse battery'

/** A signed-in browser with an open stream. */
async function watcher(url: string, name: string, role: Role, path: string) {
  const email = `${name}@example.com`
  const user = await User.create({ email, password: PASSWORD, role })
  const visitor = new Visitor(url)
  await visitor.signIn(email, PASSWORD)
  const request = get(url + path, { headers: visitor.headers, agent: false })
  request.on('error', () => undefined) // closed by the test
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.on('error', () => undefined)
  const ended = new Promise((resolve) => response.resume().once('close', resolve))
  return { visitor, user, request, response, ended }
}

test.group('Live streams of a server', () => {
  test('a stream ends with its session, its account or its role, and no other does', async ({
    assert,
    cleanup,
  }) => {
    const { runId } = await plantRun({ status: 'running', episodes: 60, done: 40 })
    const port = await freePort()
    const child = server({ PORT: String(port), WORK_QUEUES: 'false' })
    cleanup(() => void child.kill('SIGKILL'))
    await untilReady(child, port)
    const url = `http://127.0.0.1:${port}`
    const [disabled, lowered, signedOut, expired, untouched] = await Promise.all([
      watcher(url, 'disabled', 'viewer', `/runs/${runId}/live`),
      watcher(url, 'lowered', 'admin', '/jobs/live'),
      watcher(url, 'signed-out', 'viewer', '/events'),
      watcher(url, 'expired', 'viewer', '/overview/live'),
      watcher(url, 'untouched', 'viewer', '/events'),
    ])
    await User.query().where('id', disabled.user.id).update({ disabled_at: new Date() })
    await User.query().where('id', lowered.user.id).update({ role: 'viewer' })
    await db.from('sessions').where('user_id', signedOut.user.id).delete()
    await db
      .from('sessions')
      .where('user_id', expired.user.id)
      .update({ expires_at: new Date(Date.now() - 1000) })
    await Promise.all([disabled, lowered, signedOut, expired].map(({ ended }) => ended))
    assert.isFalse(untouched.response.destroyed)
    // whoever comes back is refused, or is shown what the role now is
    const statuses = [disabled, lowered, signedOut].map(async ({ visitor }) => {
      const answer = await fetch(`${url}/account`, { headers: visitor.headers, redirect: 'manual' })
      return answer.status
    })
    assert.deepEqual(await Promise.all(statuses), [302, 200, 302])
    untouched.request.destroy()
  }).timeout(90_000)
})
