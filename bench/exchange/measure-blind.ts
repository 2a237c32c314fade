import { randomBytes, randomUUID } from 'node:crypto'
import { blindCheck } from '@entente/node'
import type { Figure } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'

const { evaluateElements, makeTokenSet, newBlindKeys, normaliseItem, prepareRequests, readAnswer, tokensOf } =
  blindCheck
const kind = 'travel-document'
const document = (n: number) => ({ documentType: 'P', number: `K${String(n).padStart(8, '4')}`, issuingState: 'UTO' })
const item = (n: number) => normaliseItem(kind, document(n))

/** Returns the CPU milliseconds that a call takes in this process. */
function cpuMs<T>(work: () => T): { ms: number; result: T } {
  const before = process.cpuUsage()
  const result = work()
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, result }
}

/**
 * Measures the arithmetic of both sides without the transport, for one item and for `items` items against a set, and checks every answer. `kept` is
 * the number of tokens in the set. Tokens beyond `setSize` are random, because without the key real tokens look random too.
 */
export function measureBlind(items: number, setSize: number, kept: number): { figures: Figure[]; faults: string[] } {
  const agreement = randomUUID()
  const keys = newBlindKeys()
  const faults: string[] = []
  process.stderr.write(`tokens of ${setSize} documents\n`)
  const tokens: bigint[] = []
  const made = cpuMs(() => {
    for (let from = 0; from < setSize; from += 1000) {
      const values = Array.from({ length: Math.min(1000, setSize - from) }, (_, n) => document(from + n))
      tokens.push(...tokensOf(keys, agreement, kind, values).flat())
    }
    return makeTokenSet(tokens)
  })
  while (tokens.length < kept) tokens.push(randomBytes(8).readBigUInt64BE() & ~1n)
  const sorted = cpuMs(() => makeTokenSet(tokens))
  const set = sorted.result

  process.stderr.write('single checks\n')
  const single = { asker: [] as number[], holder: [] as number[] }
  for (let turn = -5; turn < 60; turn += 1) {
    const known = turn % 2 === 0
    const asked = cpuMs(() => prepareRequests(agreement, kind, [item(known ? Math.abs(turn) : setSize + 1000 + turn)]))
    const [request] = asked.result
    if (request === undefined) throw new Error('there is no request')
    const answered = cpuMs(() =>
      evaluateElements(
        keys,
        request.elements.map(({ blinded }) => blinded),
      ),
    )
    const read = cpuMs(() => readAnswer(request, { ...answered.result, publicKey: keys.publicKey, set }))
    if (read.result.size !== (known ? 1 : 0)) faults.push(`item ${turn} was answered wrongly`)
    if (turn < 0) continue
    single.asker.push(asked.ms + read.ms)
    single.holder.push(answered.ms)
  }

  process.stderr.write(`${items} items against the set\n`)
  // One in ten items is in the set.
  const list = Array.from({ length: items }, (_, n) => item(n % 10 === 0 ? n % setSize : setSize + n))
  const began = performance.now()
  const asked = cpuMs(() => prepareRequests(agreement, kind, list))
  let [holder, found, elements] = [0, 0, 0]
  let asker = asked.ms
  for (const request of asked.result) {
    const answered = cpuMs(() =>
      evaluateElements(
        keys,
        request.elements.map(({ blinded }) => blinded),
      ),
    )
    const read = cpuMs(() => readAnswer(request, { ...answered.result, publicKey: keys.publicKey, set }))
    holder += answered.ms
    asker += read.ms
    found += read.result.size
    elements += request.elements.length
  }
  const seconds = (performance.now() - began) / 1000
  const expected = new Set(list.map(({ exact }) => exact)).size
  const known = list.filter((_, n) => n % 10 === 0).length
  if (found !== known) faults.push(`${found} of ${known} known items were found, among ${expected}`)
  const total = (asker + holder) / 1000
  return {
    figures: [
      {
        ...{ name: 'blind single check, asker, p50', value: percentile(single.asker, 0.5), unit: 'CPU-ms' },
        ...{
          goal: { is: 'at most', value: 15 },
          note: `p95 ${percentile(single.asker, 0.95).toFixed(1)}; blinded, proof verified, finalised, looked up`,
        },
      },
      {
        ...{ name: 'blind single check, holder, p50', value: percentile(single.holder, 0.5), unit: 'CPU-ms' },
        ...{
          goal: { is: 'at most', value: 15 },
          note: `p95 ${percentile(single.holder, 0.95).toFixed(1)}; evaluated, proven`,
        },
      },
      {
        ...{ name: `${items} items against a kept set of ${Math.max(kept, setSize)}`, value: total, unit: 'CPU-s' },
        ...(items === 1000 ? { goal: { is: 'at most' as const, value: 6 } } : {}),
        note: `asker ${(asker / 1000).toFixed(2)}, holder ${(holder / 1000).toFixed(2)}; ${seconds.toFixed(1)} s by the clock in one thread. psi.js: 626 CPU-s for a million and a thousand, cold, a figure of the requirements from another machine`,
      },
      {
        ...{ name: `set of ${setSize}, made once`, value: made.ms / 1000, unit: 'CPU-s' },
        ...(setSize === 1_000_000 ? { goal: { is: 'at most' as const, value: 1500 } } : {}),
        note: `${((made.ms * 1000) / setSize).toFixed(0)} CPU-µs an element, so ${Math.round((made.ms / setSize) * 1000)} CPU-s a million`,
      },
      {
        ...{ name: 'bytes of the kept set, once', value: set.length, unit: 'bytes' },
        note: `${(set.length / tokens.length).toFixed(1)} an element, filled up to a multiple of 1,024; sorted in ${(sorted.ms / 1000).toFixed(1)} CPU-s; ${setSize} tokens are of documents, the rest random`,
      },
      {
        ...{ name: `bytes of ${items} items, both ways`, value: 2 * 44 * elements + 88, unit: 'bytes' },
        note: `${elements} elements of 32 bytes there and back in base64, one proof a request; the JSON around them is not counted`,
      },
    ],
    faults,
  }
}
