import { FeedSummary } from '@entente/contracts'
import { z } from 'zod'
import { canonicalJson } from '../../../safeguards/audit/canonical.ts'
import { type MemberKey, signedText, verifyText } from '../../../safeguards/keys/index.ts'
import { takeTurns } from '../../../store/take-turns.ts'

const Frame = FeedSummary.extend({ items: z.array(z.unknown()).max(10_000) })
const Item = FeedSummary.shape.items.element

/**
 * Checks a page of a summary: its shape, the peer's signature, and that it is sorted, begins after the last page and
 * gets further than it. A page takes tens of milliseconds, so the event loop runs in between. Returns null for a page
 * with any fault.
 */
export async function checkSummary(
  answer: unknown,
  keys: readonly MemberKey[],
  after: string | null,
): Promise<FeedSummary | null> {
  const frame = Frame.safeParse(answer)
  if (!frame.success) return null
  const next = takeTurns()
  const items: FeedSummary['items'] = []
  const texts = new Map<object, string>()
  let last = after
  for (const given of frame.data.items) {
    await next()
    const item = Item.safeParse(given)
    if (!item.success || (last !== null && item.data.id <= last)) return null
    last = item.data.id
    items.push(item.data)
    texts.set(item.data, canonicalJson(item.data))
  }
  const page = { ...frame.data, items }
  if (page.next !== null && (page.next < (last ?? '') || page.next === after)) return null
  await next()
  const signer = await verifyText('entente/entry/v1', signedText(page, texts), keys, page.signature)
  return signer === null ? null : page
}
