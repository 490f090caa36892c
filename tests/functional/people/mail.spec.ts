import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { SMTPServer } from 'smtp-server'
import env from '#start/env'
import User from '#models/user'
import { MAIL_QUEUE, NOTIFY_QUEUE, Queue } from '#services/queue'
import { CookieBrowser } from '#tests/functional/people/cookie_browser'
import { freePort, server, untilReady } from '#tests/functional/system/processes'
import { until } from '#tests/functional/training/fixture'

const PASSWORD = 'correct horse battery'

/** A mail server that keeps what it takes; the first `refusals` letters it puts off. */
async function mailServer(refusals: number) {
  const letters: { to: string; text: string }[] = []
  let left = refusals
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, { envelope }, done) {
      void text(stream).then((raw) => {
        if (left-- > 0) return done(Object.assign(new Error('busy'), { responseCode: 451 }))
        const body = raw.replaceAll(/=\r\n/g, '').replaceAll('=3D', '=')
        for (const { address } of envelope.rcptTo) letters.push({ to: address, text: body })
        done()
      })
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  const { port } = smtp.server.address() as { port: number }
  return { letters, port, close: () => new Promise<void>((resolve) => smtp.close(resolve)) }
}

/** The path of the one-time link in a letter. */
const linkIn = (letter: string) => /https?:\/\/\S+?(\/links\/[\w-]+)/.exec(letter)?.[1] ?? ''

test.group('Mail', (group) => {
  let mail: Awaited<ReturnType<typeof mailServer>>
  let port: number

  group.setup(async () => {
    mail = await mailServer(1)
    port = await freePort()
    const child = server({
      PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      MAIL_FROM: 'trading@example.com',
      // it sends what it promises, whoever else works
      WORK_QUEUES: 'false',
    })
    await untilReady(child, port)
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'admin' })
    return async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await mail.close()
    }
  })

  test('who forgot the password gets a link by mail, although the mail server was busy at first', async ({
    assert,
  }) => {
    const browser = new CookieBrowser(port)
    assert.include(await browser.get('/sign-in'), 'href="/forgotten-password"')
    const answers = []
    for (const email of ['nobody@example.com', 'Ada@example.com']) {
      const { status, headers } = await browser.post('/forgotten-password', { email })
      answers.push([status, headers.get('location')])
    }
    // the same answer, whether or not there is such a person
    assert.deepEqual(answers, [
      [302, '/sign-in'],
      [302, '/sign-in'],
    ])
    const letter = await until(() => Promise.resolve(mail.letters[0] ?? null), 40)
    assert.equal(letter.to, 'ada@example.com')
    assert.include(letter.text, 'From: trading@example.com')
    const stored = await db.from('pgboss.job').select('data')
    assert.notInclude(JSON.stringify(stored), linkIn(letter.text))
    await browser.post(linkIn(letter.text), { password: 'another good password' })
    assert.equal(await browser.status('/account'), 200)
    assert.lengthOf(mail.letters, 1)
  }).timeout(60_000)

  test('an invitation is sent to who is invited, and its link makes the account', async ({
    assert,
  }) => {
    const admin = new CookieBrowser(port)
    await admin.post('/sign-in', { email: 'ada@example.com', password: 'another good password' })
    const page = await admin.post('/users/invitations', {
      ...{ email: 'grace@example.com', role: 'researcher' },
    })
    assert.include(await page.text(), 'A letter with it is on its way.')
    const letter = await until(() => Promise.resolve(mail.letters[1] ?? null), 40)
    assert.equal(letter.to, 'grace@example.com')
    const invited = new CookieBrowser(port)
    await invited.post(linkIn(letter.text), { password: PASSWORD })
    assert.equal(await invited.status('/runs/new'), 200)
  }).timeout(60_000)

  test('after five letters an address has to wait for more', async ({ assert }) => {
    const browser = new CookieBrowser(port)
    const statuses = []
    for (let k = 0; k < 5; k++) {
      const { status } = await browser.post('/forgotten-password', { email: 'x@example.com' })
      statuses.push(status)
    }
    assert.equal(statuses.at(-1), 429)
  }).timeout(30_000)
})

test.group('Letters of a server that drains', () => {
  test('leave while no other job is taken', async ({ assert, cleanup }) => {
    const queue = new Queue(env.get('DATABASE_URL'), logger)
    cleanup(() => queue.stop(1))
    const taken: string[] = []
    for (const name of [MAIL_QUEUE, NOTIFY_QUEUE]) {
      await queue.work(name, 1, async () => void taken.push(name))
    }
    await queue.stopTaking()
    await db.transaction(async (trx) => {
      await queue.send(NOTIFY_QUEUE, [{}], trx)
      await queue.send(MAIL_QUEUE, [{}], trx)
    })
    await until(async () => (taken.length > 0 ? true : null))
    assert.deepEqual(taken, [MAIL_QUEUE])
  }).timeout(30_000)
})
