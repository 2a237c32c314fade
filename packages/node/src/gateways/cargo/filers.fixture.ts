import { createSender, createSenderKey } from '@entente/node'

type Roles = 'carrier' | 'forwarder'

/** Creates a carrier and a forwarder, and returns their keys. */
export async function createFilers(db: Parameters<typeof createSender>[0]): Promise<Record<Roles, string>> {
  const keys = { carrier: '', forwarder: '' }
  for (const name of ['carrier', 'forwarder'] as const) {
    const id = await createSender(db, { name: `Lune ${name}`, gateway: 'cargo', settings: { filer: name } })
    keys[name] = (await createSenderKey(db, id)).key
  }
  return keys
}
