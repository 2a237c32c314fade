import { type CaseDetail, CaseRecord } from '@entente/contracts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { defineDeskGateway, GatewaysProvider } from '../../app/gateway.ts'
import { RecordSections } from './parts-of.tsx'

const words = (key: string, text: string) => ({ key, values: {}, text })
const field = (label: string, value: string | null, masked = false) => ({
  ...{ field: label, label: words(`parcels.${label}`, label), value, masked },
  ...{ messageId: null, at: null },
})
const record = CaseRecord.parse({
  masked: false,
  maskAt: null,
  deleteAt: '2031-11-24T09:00:00.000Z',
  sections: [
    {
      id: 'parties',
      title: words('parcels.parties', 'Parties'),
      kind: 'fields',
      fields: [field('Shipper, an organisation', 'Invented Trading House'), field('Receiver', null, true)],
    },
    {
      id: 'goods',
      title: words('parcels.goods', 'Goods'),
      kind: 'list',
      columns: [
        { id: 'what', label: words('parcels.what', 'Goods') },
        { id: 'kg', label: words('parcels.kg', 'kg') },
      ],
      rows: [{ id: null, href: null, cells: ['Tea', '14'] }],
    },
    {
      id: 'way',
      title: words('parcels.way', 'Journey'),
      kind: 'timeline',
      entries: [{ at: '2026-11-24T09:00:00.000Z', text: words('parcels.declared', 'Declared'), href: null }],
    },
  ],
  details: null,
})
const parcels = defineDeskGateway({
  kind: 'parcels',
  findText: (key) => (key === 'parcels.parties' ? 'Parties of the parcel' : undefined),
})

test('a record of a gateway without case parts is shown section by section', () => {
  const html = renderToStaticMarkup(
    <GatewaysProvider value={[parcels]}>
      <RecordSections detail={{ record } as CaseDetail} />
    </GatewaysProvider>,
  )
  const plain = html.replaceAll(/<[^>]*>/g, '|').replaceAll(/\|+/g, '|')
  expect(plain).toContain('|Parties of the parcel|Shipper, an organisation|Invented Trading House|Receiver|masked|')
  expect(plain).toContain('|Goods|1|Goods|Goods|kg|Tea|14|')
  expect(plain).toContain('|Journey|24 Nov 2026|09:00:00 UTC|Declared|')
})
