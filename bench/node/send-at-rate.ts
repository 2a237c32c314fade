/**
 * Calls `send` for each item at a fixed rate, whether or not earlier ones are answered, and returns the milliseconds each took. Time counts from the
 * moment an item was due, so that a node that holds up the sender is not excused.
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

/** Sends everything as fast as so many senders at once get it acknowledged. */
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
