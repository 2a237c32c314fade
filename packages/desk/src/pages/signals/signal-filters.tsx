import { type AgreementPage, signalKinds } from '@entente/contracts'
import { useRef } from 'react'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { FilterChip } from '../../parts/filter-chip.tsx'
import { useKeys } from '../../parts/keys.ts'
import { text } from '../../texts/text.ts'
import classes from './signal-list.module.css'

/** The filters of the list, as they stand in the address. */
export interface SignalFilter {
  kind?: string | undefined
  owner?: string | undefined
  from?: 'own' | 'received' | undefined
  state?: (typeof states)[number] | undefined
  tlp?: (typeof markings)[number] | undefined
  agreement?: string | undefined
  review?: 'due' | undefined
  hits?: 'some' | undefined
  waits?: (typeof waitsFor)[number] | undefined
}
export const states = ['active', 'withdrawn', 'expired'] as const
export const markings = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const
export const waitsFor = ['release', 'false-positive'] as const
const sides = ['own', 'received'] as const

interface Props {
  filter: SignalFilter
  /** The owners of the signals that the page shows. */
  owners: readonly string[]
  onFilter: (next: SignalFilter) => void
}

/** Filters the list of signals by its fields. */
export function SignalFilters({ filter, owners, onFilter }: Props) {
  const me = useMe()
  const row = useRef<HTMLDivElement>(null)
  const agreements = useRead<AgreementPage>('/v1/agreements').data?.items ?? []
  useKeys([
    {
      keys: 'F',
      label: text('list-parts.filter.key'),
      act: () => row.current?.querySelector('button')?.focus(),
    },
  ])
  const set = (part: SignalFilter): void => onFilter({ ...filter, ...part })
  const others = [...new Set([...owners, ...(filter.owner ? [filter.owner] : [])])].filter((each) => each !== me.member)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend
    <div ref={row} role="group" aria-label={text('signals.filters')} className={classes.chips}>
      <FilterChip
        name={text('signals.kindFilter')}
        value={filter.kind}
        options={signalKinds.map((value) => ({ value, label: text(`signals.kind.${value}`) }))}
        onChoose={(kind) => set({ kind })}
      />
      <FilterChip
        name={text('signals.ownerFilter')}
        value={filter.from ?? filter.owner}
        options={[
          ...sides.map((value) => ({ value: value as string, label: text(`signals.side.${value}`) })),
          ...others.map((value) => ({ value, label: value })),
        ]}
        onChoose={(value) => {
          const from = sides.find((side) => side === value)
          set({ from, owner: from === undefined ? value : undefined })
        }}
      />
      <FilterChip
        name={text('signals.stateFilter')}
        value={filter.state}
        options={states.map((value) => ({ value, label: text(`signals.state.${value}`) }))}
        onChoose={(state) => set({ state })}
      />
      <FilterChip
        name={text('signals.column.marking')}
        value={filter.tlp}
        options={markings.map((value) => ({ value, label: text('evidence.tlp', { level: value.toUpperCase() }) }))}
        onChoose={(tlp) => set({ tlp })}
      />
      {agreements.length > 0 && (
        <FilterChip
          name={text('signals.agreementFilter')}
          value={filter.agreement}
          options={agreements.map(({ agreement }) => ({ value: agreement.id, label: agreement.title }))}
          onChoose={(agreement) => set({ agreement })}
        />
      )}
      <FilterChip
        name={text('signals.reviewFilter')}
        value={filter.review}
        options={[{ value: 'due', label: text('signals.reviewFilter') }]}
        onChoose={(review) => set({ review })}
      />
      <FilterChip
        name={text('signals.hitsFilter')}
        value={filter.hits}
        options={[{ value: 'some', label: text('signals.hitsFilter') }]}
        onChoose={(hits) => set({ hits })}
      />
      {me.role === 'signal-officer' && (
        <FilterChip
          name={text('two-people.waitsFilter')}
          value={filter.waits}
          options={waitsFor.map((value) => ({ value, label: text(`two-people.waitsFor.${value}`) }))}
          onChoose={(waits) => set({ waits })}
        />
      )}
    </div>
  )
}
