import { test } from '@japa/runner'
import { Changes } from '#live/changes'
import type { Listener } from '#live/live_hub'
import type { Announcement } from '#live/topics'

/** A hub whose announcements are made by hand. */
function hub() {
  const listeners = new Map<string, Listener>()
  return {
    listeners,
    subscribe: async (topic: string, listener: Listener) => {
      listeners.set(topic, listener)
      return () => void listeners.delete(topic)
    },
    announce: (announcement: Announcement) => listeners.get(announcement.topic)?.(announcement),
  }
}

const FOR_EVER = 1_000_000
const never = new AbortController().signal
const isStatus = ({ kind }: Announcement) => kind === 'status'
/** Whether a wait has ended, once all that was due has run. */
async function hasEnded(wait: Promise<void>): Promise<boolean> {
  let ended = false
  void wait.then(() => (ended = true))
  await new Promise((resolve) => setImmediate(resolve))
  return ended
}

test.group('Waiting for announcements', () => {
  test('what matters ends a wait, anything else does not', async ({ assert, cleanup }) => {
    const live = hub()
    const changes = await Changes.of(live, ['run:1', 'run:2'], isStatus)
    const stop = new AbortController()
    cleanup(() => stop.abort())
    const wait = changes.next(FOR_EVER, stop.signal)
    live.announce({ topic: 'run:2', kind: 'progress' })
    live.announce({ topic: 'run:3', kind: 'status' })
    assert.isFalse(await hasEnded(wait))
    live.announce({ topic: 'run:2', kind: 'status' })
    assert.isTrue(await hasEnded(wait))
  })

  test('what was announced while nobody waited ends the next wait, and that one only', async ({
    assert,
    cleanup,
  }) => {
    const live = hub()
    const changes = await Changes.of(live, ['run:1'], isStatus)
    live.announce({ topic: 'run:1', kind: 'status' })
    assert.isTrue(await hasEnded(changes.next(FOR_EVER, never)))
    const stop = new AbortController()
    cleanup(() => stop.abort())
    assert.isFalse(await hasEnded(changes.next(FOR_EVER, stop.signal)))
  })

  test('an abort ends a wait, and so does the time', async ({ assert }) => {
    const changes = await Changes.of(hub(), ['run:1'], isStatus)
    const stop = new AbortController()
    const wait = changes.next(FOR_EVER, stop.signal)
    stop.abort()
    assert.isTrue(await hasEnded(wait))
    await changes.next(0, never)
  })

  test('closed, it hears nothing more', async ({ assert }) => {
    const live = hub()
    const changes = await Changes.of(live, ['run:1', 'run:2'], isStatus)
    changes.close()
    assert.equal(live.listeners.size, 0)
  })
})
