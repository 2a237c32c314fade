import type { CargoTable, CargoTableKind } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Page } from '../../../../app/page.tsx'
import { usePageSearch, usePathPart } from '../../../../app/page-address.ts'
import { markStale, useRead } from '../../../../app/query.ts'
import { useGo } from '../../../../parts/go.ts'
import { ListPages } from '../../../../parts/list-pages.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { number } from '../../../../texts/numbers.ts'
import { paths } from '../../addresses/paths.ts'
import { versionSearch } from '../../addresses/searches.ts'
import { findText, text } from '../../texts/index.ts'
import { AddVersion } from './add-version.tsx'
import { TableDifference } from './table-difference.tsx'
import { TableRows } from './table-rows.tsx'
import { TableStateChip } from './table-state.tsx'
import { VersionsPanel } from './versions-panel.tsx'

const rowsAtOnce = 100

/** Shows a table of cargo: a version with its rows, its difference to the version before, and all versions. */
export function TablePage() {
  const kind = usePathPart('kind') as CargoTableKind
  const { version } = usePageSearch(versionSearch)
  const go = useGo()
  const [offset, setOffset] = useState(0)
  const [adding, setAdding] = useState(false)
  const [notice, setNotice] = useState('')
  const read = useRead<CargoTable>(
    `/v1/cargo/tables/${kind}`,
    { version, offset, limit: rowsAtOnce },
    { keepPrevious: true },
  )
  const table = read.data
  const shown = table?.versions.find((one) => one.version === table.shown.version)
  const show = (next: number): void => {
    setOffset(0)
    go(paths.cargoTable(kind, { version: next }), { replace: true })
  }
  const done = (sentence: string, next: number): void => {
    setAdding(false)
    setNotice(sentence)
    markStale('/v1/cargo/tables')
    show(next)
  }
  // The address may name a kind that the node does not know.
  const name = findText(`cargo.tables.kind.${kind}`) ?? text('cargo.tables.title')
  return (
    <Page
      title={name}
      label={name}
      head={
        <ObjectHead
          crumbs={[{ to: paths.cargoTables(), label: text('cargo.tables.title') }, { label: name }]}
          title={name}
          chips={shown && <TableStateChip state={shown.state} />}
          facts={findText(`cargo.tables.kindWhat.${kind}`)}
          actions={
            table?.may.write && (
              <Button h={30} onClick={() => setAdding(true)}>
                {text('cargo.tables.add.open')}
              </Button>
            )
          }
        />
      }
    >
      <p role="status">{notice}</p>
      <ReadState read={read} rows={10} />
      {table && (
        <>
          {adding && (
            <AddVersion
              table={table}
              onClose={() => setAdding(false)}
              onAdded={(next) => done(text('cargo.tables.add.done', { n: next }), next)}
            />
          )}
          <VersionsPanel
            table={table}
            onShow={show}
            onApproved={(next) => done(text('cargo.tables.approve.done', { n: next }), next)}
          />
          {table.shown.difference && <TableDifference table={table} difference={table.shown.difference} />}
          <Panel
            title={text('cargo.tables.rowsTitle', {
              version:
                table.shown.version === 0
                  ? text('cargo.tables.ofRelease')
                  : text('cargo.tables.version', { n: table.shown.version }),
            })}
            note={number(shown?.rows ?? 0)}
            flush
          >
            <TableRows columns={table.columns} rows={table.shown.rows} name={name} />
          </Panel>
          <ListPages
            from={offset}
            shown={table.shown.rows.length}
            most={rowsAtOnce}
            total={shown?.rows ?? 0}
            totalIsMore={false}
            hasNext={table.shown.next !== null}
            onPage={setOffset}
          />
        </>
      )}
    </Page>
  )
}
