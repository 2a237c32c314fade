import type { SyntheticGateway } from '../../demo/synthetic-gateway.ts'
import { playFilings } from './play-filings.ts'

/** The synthetic cargo gateway: carriers, forwarders and declarants that file statements about invented goods. */
export const cargo: SyntheticGateway = {
  kind: 'cargo',
  play: playFilings,
  // Members share nothing about goods in the demonstration of the network.
  story: { kinds: [], purposes: [], tell: async () => {} },
}
