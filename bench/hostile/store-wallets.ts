import type { NodeFolder } from '../node/node-folder.ts'
import { expectOk, signInAs } from '../node/set-up-node.ts'

const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

/** Stores signals of invented wallets, whose addresses make patterns slow. */
export async function storeWallets(url: string, folder: NodeFolder, count: number): Promise<void> {
  const officer = await signInAs(url, folder, 'officer')
  for (let n = 0; n < count; n += 1) {
    const address = Array.from({ length: 60 }, (_, at) => (((n * 7919) >> (at % 13)) & 1 ? 'a' : 'b')).join('')
    const draft = {
      ...{ kind: 'wallet', value: { chain: 'btc', address: `${address}${n}` }, labels: [], entity: null },
      ...{ agreements: [], recipients: null, purposes: ['border-control'], minor: false },
      lawfulBasis: { reference: 'Invented Act, section 4', validUntil: null },
      ...{ tlp: 'amber', pap: 'green', confidence: 60, action: 'inform' },
      source: { type: 'own', reference: null, reliability: 'B', lastVerifiedAt: later(-3) },
      necessity: 'Needed to measure how long patterns hold up others.',
      ...{ validFrom: later(-2), validUntil: later(200), retainUntil: later(300), reviewDue: later(90) },
    }
    await expectOk(officer.call('POST', '/v1/signals', draft))
  }
}
