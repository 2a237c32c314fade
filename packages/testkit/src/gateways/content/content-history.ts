import { createSender, createSenderKey } from '@entente/node'
import { answerOf } from '../../client/answer-of.ts'
import type { GatewayHistory, HistoryTarget } from '../../demo/synthetic-gateway.ts'
import { createRandom, type Random } from '../../synthetic/random.ts'
import { glorification, manifesto, publication, recruitment } from './labels.ts'
import { sendUpload } from './uploads.ts'

/** Pictures of the bank, which uploads copy. */
const pictures = 24
/** Bits of a PDQ hash. */
const bits = 256
/** How many bits of its hash a copy changes: an equal copy, a smaller one, a cropped one, a drawing over it. */
const distances = [0, 2, 6, 12, 18, 24] as const

/**
 * Prepares the uploads of the history: a second invented platform whose own hashes are compared with a bank. No files are kept, so the history
 * shows decisions and labels, and no pictures.
 */
export async function contentHistory(target: HistoryTarget): Promise<GatewayHistory> {
  const { node, seed, staff, callbackUrl } = target
  const sender = await createSender(node.db, {
    synthetic: true,
    name: 'Lantern Boards',
    gateway: 'content',
    callbackUrl,
  })
  const { key } = await createSenderKey(node.db, sender)
  const { call } = await staff.as('officer')
  const add = (path: string, body: object) =>
    answerOf(call('POST', path, body, { 'entente-purpose': 'content-safety' }))
  const random = createRandom(`history/content/${seed}`)
  const hashes = Array.from({ length: pictures }, () => hashOf(random))
  await add('/v1/content/banks', {
    name: 'LANTERN_REPORTS',
    purposes: ['content-safety'],
    lawfulBasis: 'Terms of service of Lantern Boards, section 7 (invented)',
    labels: [glorification],
    validDays: 700,
    retainDays: 720,
  })
  const items = hashes.map((value) => ({
    signals: [{ type: 'pdq', value, quality: 100 }],
    labels: [random.pick([manifesto, publication, recruitment])],
  }))
  await add('/v1/content/banks/LANTERN_REPORTS/items', { items })
  return {
    day({ index, weeksLeft, start }) {
      const own = createRandom(`history/content/${seed}/${weeksLeft}`)
      const sent = new Date(start.getTime() + 5 * 3_600_000)
      // The moderators work on every second day of the history.
      const count = index % 2 === 0 ? own.between(2, 3) : 0
      return {
        events: Array.from({ length: count }, (_, place) => ({
          at: new Date(sent.getTime() + place * 60_000),
          async send() {
            const value = nearly(own, own.pick(hashes), own.pick(distances))
            const id = `h-${weeksLeft}-${place}`
            const about = { accountRef: `h-${own.between(100, 999)}`, contentRef: `https://lantern.example/p/${id}` }
            await sendUpload(node.url, key, { uploadId: id, ...about, signals: [{ type: 'pdq', value, quality: 100 }] })
          },
        })),
        shifts: [
          {
            at: new Date(sent.getTime() + 20 * 60_000),
            ...({ gateway: 'content', purpose: 'content-safety' } as const),
            ...{ analysts: ['moderator'], supervisor: 'supervisor-2', third: 'moderator-2' },
            decide: (of, { cells }) =>
              cells.some(({ relation }) => relation === 'same')
                ? of.weighted([
                    ['adverse', 70],
                    ['no-action', 20],
                    ['further-check', 10],
                  ] as const)
                : of.weighted([
                    ['no-action', 55],
                    ['adverse', 30],
                    ['further-check', 15],
                  ] as const),
            details: (of) => ({ labels: [of.pick([glorification, recruitment, publication])] }),
          },
        ],
      }
    },
  }
}

const hashOf = (random: Random): string =>
  Array.from({ length: bits / 4 }, () => random.between(0, 15).toString(16)).join('')

/** Returns the hash with this many bits changed. */
function nearly(random: Random, hash: string, distance: number): string {
  const bytes = Buffer.from(hash, 'hex')
  const places = random.shuffled(Array.from({ length: bits }, (_, bit) => bit)).slice(0, distance)
  for (const bit of places) bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
  return bytes.toString('hex')
}
