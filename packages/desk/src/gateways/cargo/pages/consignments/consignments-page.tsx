import type { ConsignmentList, ConsignmentRow } from '@entente/contracts'
import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { api } from '../../../../app/api.ts'
import { ListHead, Page } from '../../../../app/page.tsx'
import { usePageSearch } from '../../../../app/page-address.ts'
import { usePages } from '../../../../app/use-pages.ts'
import { ChipFilter } from '../../../../parts/chip.tsx'
import { useGo } from '../../../../parts/go.ts'
import { ListBody } from '../../../../parts/list-body.tsx'
import { NewRows } from '../../../../parts/new-rows.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { ProblemError } from '../../../../parts/problem-error.ts'
import { SearchBox, searchedListKeys } from '../../../../parts/search-box.tsx'
import { useSteadyList } from '../../../../parts/steady-list.ts'
import { rowNames, useRows } from '../../../../parts/use-rows.ts'
import { paths } from '../../addresses/paths.ts'
import { consignmentsSearch, dataStates, lanes, modes } from '../../addresses/searches.ts'
import { statusChips } from '../../consignment/consignment-status.tsx'
import { CustomsFrame } from '../../frame/customs-frame.tsx'
import { text } from '../../texts/index.ts'
import { ConsignmentTable } from './consignment-table.tsx'
import classes from './consignments.module.css'

const idOf = (row: ConsignmentRow) => row.id
const keyed = ({ id }: ConsignmentRow) => ({ key: id, to: paths.consignment(id) })

/** Lists consignments, last changed first. Under another purpose than customs security it explains that and reads nothing. */
export function ConsignmentsPage() {
  return (
    <CustomsFrame title={text('cargo.list.title')}>
      <Consignments />
    </CustomsFrame>
  )
}

function Consignments() {
  const go = useGo()
  const search = usePageSearch(consignmentsSearch)
  const { status, mode, filer, lane } = search
  const selected = search.sel
  const read = usePages<ConsignmentRow, ConsignmentList>('/v1/cargo/consignments', {
    ...{ status, mode, filer, lane },
    limit: 100,
  })
  const list = useSteadyList(read.first === null ? undefined : read.items, idOf, `${status} ${mode} ${filer} ${lane}`)
  const filers = useFilers(read.items, filer)
  const show = (change: Partial<typeof search>): void =>
    go(paths.consignments({ ...search, sel: undefined, ...change }), { replace: true })
  const select = (sel: string): void => show({ sel })
  const rowOf = useRows(list.rows.map(keyed), selected, rowNames(), { select, open: go })
  const isFiltered = [status, mode, filer, lane].some((each) => each !== undefined)
  return (
    <Page
      title={text('cargo.list.title')}
      label={text('cargo.list.title')}
      flush
      keys={searchedListKeys()}
      head={
        <ListHead
          title={text('cargo.list.title')}
          actions={
            <>
              <Select
                aria-label={text('cargo.list.lane')}
                className={classes.choice}
                placeholder={text('cargo.list.allLanes')}
                clearable
                data={lanes.map((value) => ({ value, label: text(`cargo.assessment.lanes.${value}`) }))}
                value={lane ?? null}
                onChange={(next) => show({ lane: lanes.find((each) => each === next) })}
              />
              <Select
                aria-label={text('cargo.list.mode')}
                className={classes.choice}
                placeholder={text('cargo.list.allModes')}
                clearable
                data={modes.map((value) => ({ value, label: text(`cargo.modes.${value}`) }))}
                value={mode ?? null}
                onChange={(next) => show({ mode: modes.find((each) => each === next) })}
              />
              <Select
                aria-label={text('cargo.list.filer')}
                className={classes.choice}
                placeholder={text('cargo.list.allFilers')}
                clearable
                data={filers}
                value={filer ?? null}
                onChange={(next) => show({ filer: next ?? undefined })}
              />
            </>
          }
        >
          <div className={classes.bar}>
            <FindByKey />
            <ChipFilter
              label={text('cargo.list.state')}
              states={dataStates}
              chips={statusChips}
              wordsOf={(each) => text(`cargo.status.${each}`)}
              chosen={status}
              onChoose={(next) => show({ status: next })}
            />
            <NewRows waiting={list.waiting} onShow={list.showNew} />
            <span>{text('cargo.list.order')}</span>
          </div>
        </ListHead>
      }
    >
      <ListBody
        read={read}
        rows={list.rows}
        isEmpty={read.items.length === 0}
        awaited={12}
        empty={
          isFiltered
            ? {
                title: text('cargo.list.emptyFilter'),
                clear: {
                  label: text('cargo.list.clearFilter'),
                  act: () => show({ status: undefined, mode: undefined, filer: undefined, lane: undefined }),
                },
              }
            : { title: text('cargo.list.empty'), next: text('cargo.list.emptyNext') }
        }
        moreLabel={text('cargo.list.more')}
      >
        <ConsignmentTable rows={list.rows} rowOf={(row) => rowOf(keyed(row))} />
      </ListBody>
    </Page>
  )
}

/** Opens the consignment with a key. The key is sent in a body, because addresses are logged. */
function FindByKey() {
  const go = useGo()
  const [words, setWords] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const find = async (key: string): Promise<void> => {
    setWords(key)
    setError(null)
    if (key === '') return
    try {
      const { id } = await api.post<{ id: string }>('/v1/cargo/consignments/find', { key })
      go(paths.consignment(id))
    } catch (problem) {
      setError(problem as Error)
    }
  }
  return (
    <div className={classes.find}>
      <SearchBox
        label={text('cargo.list.find')}
        words={words}
        onSearch={(key) => void find(key)}
        faultOf={() => null}
      />
      {error instanceof ProblemError && error.code === 'not-found' ? (
        <p role="alert" className={classes.none}>
          {text('cargo.list.findNone')}
        </p>
      ) : (
        error && <ProblemCard error={error} />
      )}
    </div>
  )
}

/** Returns the filers that the rows name. Not everyone who may read consignments may read the list of senders. */
function useFilers(rows: readonly ConsignmentRow[], chosen: string | undefined) {
  return useMemo(() => {
    const names = new Map(rows.map((row) => [row.filer, row.filerName]))
    if (chosen !== undefined && !names.has(chosen)) names.set(chosen, chosen)
    return [...names].map(([value, label]) => ({ value, label }))
  }, [rows, chosen])
}
