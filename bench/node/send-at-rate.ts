/**
 * Calls `send` for each item at a fixed rate, without waiting for earlier answers. Returns the milliseconds of each item from the moment when it was
 * due, so that delays of the sender count too (coordinated omission).
 */
export async function sendAtRate<T>(
  items: readonly T[],
  perSecond: number,
  send: (item: T) => Promise<void>,
): Promise<number[]> {
  const started = performance.now()
  const sending: Promise<number>[] = []
  for (const [index, item] of items.entries()) {
    const due = started + (index * 1000) / perSecond
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    sending.push(send(item).then(() => performance.now() - due))
  }
  return Promise.all(sending)
}

/** Sends all items with this number of concurrent senders. Each sender waits for the acknowledgement before it sends the next item. */
export async function sendAtOnce<T>(
  items: readonly T[],
  senders: number,
  send: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const sendSome = async () => {
    while (next < items.length) await send(items[next++] as T)
  }
  await Promise.all(Array.from({ length: senders }, sendSome))
}
