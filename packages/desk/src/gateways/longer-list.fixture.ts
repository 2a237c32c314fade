import { defineDeskGateway } from '../app/gateway.ts'
import { readers } from '../app/navigation.ts'
import { gateways as own } from './index.ts'

const texts: Record<string, string> = {
  'parcels.find.groups.parcel': 'Invented parcels',
  'parcels.find.named.parcel': 'parcels',
  'parcels.evidence.compare.onRecord': 'On the parcel',
}

/** An invented gateway with an entry in the navigation, a page, a kind of search result and its own texts. */
export const parcels = defineDeskGateway({
  kind: 'parcels',
  findText: (key) => texts[key],
  entries: [
    {
      id: 'parcels',
      name: () => 'Invented parcels',
      to: '/parcels',
      icon: 'queue',
      group: 'records',
      place: 15,
      roles: readers,
    },
  ],
  pages: [{ path: '/parcels', component: () => 'Page of invented parcels' }],
  finds: [{ type: 'parcel', prefix: 'b', icon: 'queue' }],
})

/** The gateways of the desk and the invented one. */
export const gateways = [...own, parcels]
