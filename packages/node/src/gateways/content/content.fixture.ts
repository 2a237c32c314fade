import { randomBytes } from 'node:crypto'
import { createSender, createSenderKey } from '@entente/node'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'

/** A node with a platform, and people who work on content. */
export interface ContentNode extends TestNode {
  platform: { id: string; key: string }
  /** Sends a request of the platform. */
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }>
  person(name: 'officer' | 'analyst' | 'supervisor'): Promise<Person>
  bank(name: string, more?: object): Promise<void>
  /** Adds items of one signal each; returns their ids. */
  add(
    bank: string,
    values: readonly { type: string; value: string; quality?: number }[],
    more?: object,
  ): Promise<string[]>
}
// biome-ignore lint/suspicious/noExplicitAny: answers have any form, and tests read fields of them
export type Answer = any
export interface Person {
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }>
}

export async function startContentNode(
  options: Parameters<typeof startTestNode>[0] & { platformCallback?: string } = {},
): Promise<ContentNode> {
  const node = await startTestNode(options)
  const id = await createSender(node.db, {
    name: 'Fotovik',
    gateway: 'content',
    synthetic: true,
    callbackUrl: options.platformCallback ?? null,
  })
  const { key } = await createSenderKey(node.db, id)
  await node.db
    .insertInto('account_team')
    .columns(['account_id', 'team'])
    .expression((e) =>
      e
        .selectFrom('account')
        .select((s) => ['id', s.val('content').as('team')])
        .where('name', 'in', ['analyst', 'supervisor']),
    )
    .execute()
  const purpose = { 'entente-purpose': 'content-safety' }
  const people = new Map<string, Promise<SignedIn>>()
  const person: ContentNode['person'] = async (name) => {
    const signedIn = await (people.get(name) ?? people.set(name, node.signIn(name)).get(name))
    return { call: (method, path, body) => (signedIn as SignedIn).call(method, path, body, purpose) }
  }
  const officer = await person('officer')
  return {
    ...node,
    platform: { id, key },
    person,
    async ask(method, path, body) {
      const answer = await fetch(node.url + path, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
    },
    async bank(name, more = {}) {
      const bank = { name, purposes: ['content-safety'], lawfulBasis: 'Terms of service, section 4', ...more }
      const { status, body } = await officer.call('POST', '/v1/content/banks', bank)
      if (status !== 201) throw new Error(JSON.stringify(body))
    },
    async add(bank, values, more = {}) {
      const items = values.map((signal) => ({ signals: [signal], ...more }))
      const { status, body } = await officer.call('POST', `/v1/content/banks/${bank}/items`, { items })
      if (status !== 201 || body.rejected.length > 0) throw new Error(JSON.stringify(body))
      return body.added.map(({ itemId }: { itemId: string }) => itemId)
    },
  }
}

/** Makes a random hash with half of its bits set, which is not the hash of any picture. */
export function randomPdq(): string {
  for (;;) {
    const bytes = randomBytes(32)
    const ones = [...bytes].reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
    if (ones >= 118 && ones <= 138) return bytes.toString('hex')
  }
}

/** Returns the hash with this number of bits changed. */
export function flipped(hash: string, bits: number): string {
  const bytes = Buffer.from(hash, 'hex')
  // Spread out, so that not all of them are in one slot of the index.
  for (let n = 0; n < bits; n += 1) {
    const bit = (n * 97 + 13) % 256
    bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7))
  }
  return bytes.toString('hex')
}
