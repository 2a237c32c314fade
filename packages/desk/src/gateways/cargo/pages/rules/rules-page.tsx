import type { CargoRuleList, CargoRuleRow } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { ListHead, Page } from '../../../../app/page.tsx'
import { usePageSearch } from '../../../../app/page-address.ts'
import { useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { ChipFilter } from '../../../../parts/chip.tsx'
import { useGo } from '../../../../parts/go.ts'
import { ListBody } from '../../../../parts/list-body.tsx'
import { SearchBox, searchedListKeys } from '../../../../parts/search-box.tsx'
import { rowNames, useRows } from '../../../../parts/use-rows.ts'
import { number } from '../../../../texts/numbers.ts'
import { paths } from '../../addresses/paths.ts'
import { ruleGroups, rulesSearch } from '../../addresses/searches.ts'
import { CustomsFrame } from '../../frame/customs-frame.tsx'
import { text } from '../../texts/index.ts'
import { ruleChips } from './rule-state.tsx'
import { RuleTable } from './rule-table.tsx'
import classes from './rules.module.css'

const chips = { ...ruleChips, ended: ruleChips.withdrawn, 'built-in': { tone: 'plain', icon: 'padlock' } } as const
const keyed = ({ id }: CargoRuleRow) => ({ key: id, to: paths.cargoRule(id) })

/** Lists the rules for consignments with what they do: hits, results of inspections, use of the capacity. */
export function RulesPage() {
  return (
    <CustomsFrame title={text('cargo.rules.title')}>
      <Rules />
    </CustomsFrame>
  )
}

function Rules() {
  const go = useGo()
  const { role } = useMe()
  const search = usePageSearch(rulesSearch)
  // A title may name goods or parties, so the words stay out of the address, which is logged.
  const [words, setWords] = useState('')
  const read = useRead<CargoRuleList>('/v1/cargo/rules', { limit: 1000 })
  const all = read.data?.items ?? []
  const rows = all.filter((row) => (search.group === undefined || isOf(row, search.group)) && hasWords(row, words))
  const show = (change: Partial<typeof search>): void =>
    go(paths.cargoRules({ ...search, sel: undefined, ...change }), { replace: true })
  const rowOf = useRows(rows.map(keyed), search.sel, rowNames(), { select: (sel) => show({ sel }), open: go })
  const title = text('cargo.rules.title')
  const clear = (): void => {
    setWords('')
    show({ group: undefined })
  }
  return (
    <Page
      title={title}
      label={title}
      flush
      keys={searchedListKeys()}
      head={
        <ListHead
          title={title}
          count={read.data && number(all.length)}
          actions={
            (role === 'analyst' || role === 'signal-officer') && (
              <Button h={30} onClick={() => go(paths.newCargoRule())}>
                {text('cargo.rules.write')}
              </Button>
            )
          }
        >
          <div className={classes.bar}>
            <div className={classes.find}>
              <SearchBox label={text('cargo.rules.find')} words={words} onSearch={setWords} faultOf={() => null} />
            </div>
            <ChipFilter
              label={text('cargo.rules.column.state')}
              states={ruleGroups}
              chips={chips}
              wordsOf={(each) => text(`cargo.rules.group.${each}`, { n: all.filter((row) => isOf(row, each)).length })}
              chosen={search.group}
              onChoose={(group) => show({ group })}
            />
          </div>
        </ListHead>
      }
    >
      <ListBody
        read={read}
        rows={rows}
        awaited={8}
        height={44}
        empty={{
          title: text('cargo.rules.emptyFilter'),
          clear: { label: text('cargo.rules.clearFilter'), act: clear },
        }}
      >
        <RuleTable rows={rows} rowOf={(row) => rowOf(keyed(row))} />
      </ListBody>
    </Page>
  )
}

function isOf(row: CargoRuleRow, group: (typeof ruleGroups)[number]): boolean {
  if (row.builtIn !== null) return group === 'built-in'
  if (group === 'waits') return row.waitsSince !== null
  if (group === 'active') return row.active !== null
  if (group === 'draft') return ['draft', 'tested'].includes(row.state) && row.waitsSince === null
  return group === 'ended' && row.active === null && ['refused', 'replaced', 'expired', 'withdrawn'].includes(row.state)
}

const hasWords = ({ title, author }: CargoRuleRow, words: string): boolean =>
  `${title} ${author ?? ''}`.toLowerCase().includes(words.toLowerCase())
