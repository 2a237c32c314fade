import { type EvidenceCell, identityCells } from '@entente/contracts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { type DeskGateway, defineDeskGateway } from '../app/gateway.ts'
import { EvidenceCells } from './evidence-cells.tsx'

const gatewayWith = (evidenceCells: NonNullable<DeskGateway['queue']>['evidenceCells']): DeskGateway =>
  defineDeskGateway({
    kind: 'echo',
    findText: () => undefined,
    queue: { name: () => 'Echo', purposes: [], evidenceCells },
  } as never)
const cells: EvidenceCell[] = identityCells.map(({ id }) => ({
  ...{ id, how: null },
  relation: id === 'name' ? 'same' : id === 'nationality' ? 'differs' : 'not-said',
}))
const shown = (gateway: DeskGateway): string => renderToStaticMarkup(<EvidenceCells cells={cells} gateway={gateway} />)

test('a row shows only those missing comparisons that its gateway makes', () => {
  expect(shown(gatewayWith(identityCells)).match(/<li>/g)).toHaveLength(4)
  const named = shown(gatewayWith([{ id: 'name', filter: false }]))
  expect(named.match(/<li>/g)).toHaveLength(2)
  expect(named).toContain('Nat.')
  expect(named).not.toContain('Birth')
})
