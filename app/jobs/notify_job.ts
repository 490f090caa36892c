import { deliver } from '#services/notifications/deliver'
import { NOTIFY_QUEUE, type Queue } from '#services/queue'

interface NotifyData {
  readonly deliveryId: number
}

/** Tells webhooks from this process; several at a time, for one that is slow must not hold the others up. */
export async function workNotifications(queue: Queue): Promise<void> {
  await queue.work<NotifyData>(NOTIFY_QUEUE, 4, ({ deliveryId }) => deliver(deliveryId))
}
