import type { CargoSenderSettings } from '@entente/contracts'
import { createSender, createSenderKey } from '@entente/node'
import type { DemoTarget } from '../../../demo/synthetic-gateway.ts'
import { createFilerClient, type FilerClient } from './create-filer-client.ts'

/** The invented filers by the code that filings name, with their part in the trade. */
const filers = {
  X0: { name: 'Polaris Meridian Cargo', filer: 'carrier' },
  K0: { name: 'Kite and Anchor Air Cargo', filer: 'carrier' },
  LUNE: { name: 'Lune Estuary Lines', filer: 'carrier' },
  TARN: { name: 'Tarnhold Container Lines', filer: 'carrier' },
  FORWARDER: { name: 'Amber Crane Forwarding', filer: 'forwarder' },
  DECLARANT: { name: 'Quayside Customs Agents', filer: 'declarant' },
} as const satisfies Record<string, { name: string; filer: CargoSenderSettings['filer'] }>

/** The filer whose key the demonstration shows to its visitor. */
export const shownFiler = filers.K0

/** Creates each filer that does not exist yet, with a key. Returns their clients by code. They have no webhook, and pull. */
export async function clientsOfFilers({
  node,
  senderKeys,
}: {
  node: Pick<DemoTarget['node'], 'db' | 'url'>
  senderKeys: Map<string, string>
}): Promise<Map<string, FilerClient>> {
  const clients = new Map<string, FilerClient>()
  for (const [code, { name, filer }] of Object.entries(filers)) {
    let key = senderKeys.get(name)
    if (key === undefined) {
      const id = await createSender(node.db, { synthetic: true, name, gateway: 'cargo', settings: { filer } })
      key = (await createSenderKey(node.db, id)).key
      senderKeys.set(name, key)
    }
    clients.set(code, createFilerClient({ url: node.url, key }))
  }
  return clients
}
