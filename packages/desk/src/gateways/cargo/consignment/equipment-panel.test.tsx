import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { EquipmentPanel } from './equipment-panel.tsx'
import type { StatedConsignment } from './use-consignment.ts'

test('equipment with an empty number is named in words', () => {
  const detail = {
    consignment: { equipmentIds: ['', 'TSTU1000007'], seals: [] },
    loads: [{ equipmentId: '', pieces: null, grossKg: null, unloadingPlace: null, splitCode: null }],
    ...{ equipment: [], findings: [], equipmentIsCut: false },
  } as unknown as StatedConsignment
  const html = renderToStaticMarkup(<EquipmentPanel detail={detail} />)
  const rows = [...html.matchAll(/<th scope="row"[^>]*>(.*?)<\/th>/g)].map(([, row = '']) =>
    row.replaceAll(/<[^>]*>/g, '').trim(),
  )
  expect(rows).toEqual(['no number', 'TSTU1000007', 'no number'])
})
