import { type CaseFilter, cellRelations } from '@entente/contracts'
import type { DeskGateway } from '../../app/gateway.ts'
import { cellName } from '../../evidence/evidence-cells.tsx'
import { number } from '../../texts/numbers.ts'
import { findText, text } from '../../texts/text.ts'

type Field = keyof CaseFilter
/** The fields in the order in which they are shown. Assignee and state of the whole list are tabs and not among them. */
export const filterFields = [
  'on',
  'filer',
  'route',
  'agreement',
  'from',
  'assignedTo',
  'state',
  'age',
  'due',
  'evidence',
] as const satisfies readonly Field[]
export type FilterField = (typeof filterFields)[number]
export const ages = [60, 240, 1440] as const
export const dues = ['overdue', '30m', 'today', '24h'] as const
export const states = ['open', 'in-review', 'awaiting-second'] as const

/** Returns the name of a field in the words of the gateway, if the list shows one gateway. */
export function fieldName(gateway: DeskGateway | null, field: FilterField): string {
  const own = gateway?.queue?.filters?.find((each) => each.field === field)
  return own?.name() ?? text(`queue.filterFields.${field}`)
}

/** Returns the choices of evidence, such as "Birth date differs": never by nationality. */
export function evidenceChoices(
  gateways: readonly DeskGateway[],
  kind: string | undefined,
): { value: string; label: string }[] {
  const found = new Map<string, string>()
  for (const gateway of gateways) {
    if (kind !== undefined && gateway.kind !== kind) continue
    for (const { id, filter } of gateway.queue?.evidenceCells ?? []) {
      if (!filter) continue
      for (const relation of cellRelations)
        found.set(`${id}:${relation}`, text('queue.filters.relation', { name: cellName(gateway, id), relation }))
    }
  }
  return [...found].map(([value, label]) => ({ value, label }))
}

/** Names that only the node's answers contain. */
export interface FilterNames {
  agreement: (id: string) => string
  person: (id: string) => string
  evidence: (choice: string) => string
}

/** Returns the value of a field in words. */
export function filterValue(filter: CaseFilter, field: FilterField, names: FilterNames): string {
  const value = filter[field]
  if (value === undefined) return ''
  if (field === 'agreement') return names.agreement(String(value))
  if (field === 'assignedTo') return names.person(String(value))
  if (field === 'evidence') return names.evidence(String(value))
  if (field === 'state') return findText(`queue.filters.states.${value}`) ?? String(value)
  if (field === 'due') return findText(`queue.filters.dues.${value}`) ?? String(value)
  if (field === 'age')
    return findText(`queue.filters.ages.${value}`) ?? text('queue.filters.ageOther', { minutes: number(Number(value)) })
  return String(value)
}
