import type { ImportChange, ImportPreview } from '@entente/contracts'
import { Button } from '@mantine/core'
import type { z } from 'zod'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { number } from '../../texts/numbers.ts'
import { findText, text } from '../../texts/text.ts'
import { countOf, type Show } from './counts.ts'
import { markChange, type Piece } from './mark-change.ts'
import classes from './signal-import.module.css'

type Change = z.infer<typeof ImportChange>

/** Shows the rows that the selected count includes. */
export function ImportRows({ preview, show }: { preview: ImportPreview; show: Show }) {
  const total = countOf(preview)[show]
  const rows = { new: Added, changed: Changed, unchanged: Words, foreign: Words, refused: Refused }[show]
  const Rows = rows
  return (
    <>
      <Panel
        title={text(`signal-import.counts.${show}`)}
        note={number(total)}
        flush
        actions={show === 'refused' && <ReportButton preview={preview} />}
      >
        {total === 0 && show !== 'foreign' ? (
          <p className={classes.words}>{text('signal-import.noneOf')}</p>
        ) : (
          <Rows preview={preview} show={show} />
        )}
      </Panel>
      {show === 'changed' && <Withdrawn preview={preview} />}
    </>
  )
}
interface Props {
  preview: ImportPreview
  show: Show
}

function Words({ preview, show }: Props) {
  const sentence =
    show === 'unchanged'
      ? text('signal-import.unchangedRows', { n: preview.unchanged })
      : preview.foreign === 0
        ? text('signal-import.foreignNone')
        : text('signal-import.foreignRows', { n: preview.foreign })
  return <p className={classes.words}>{sentence}</p>
}

function Added({ preview }: Props) {
  const added = preview.changes.filter((change) => change.change === 'add')
  return (
    <>
      <First shown={added.length} all={preview.created} />
      <DataTable
        name={text('signal-import.counts.new')}
        columns={[text('signal-import.column.entry'), text('signal-import.column.first')]}
      >
        {added.map((change, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may hold the same name twice; the rows never move
          <tr key={place}>
            <th scope="row" className={table.one} style={{ inlineSize: '45%' }}>
              <bdi>{change.name}</bdi>
            </th>
            <td className={table.one}>
              {change.fields
                .filter((field) => field.field !== 'names' || change.fields.length === 1)
                .map((field) => (
                  <span key={field.field}>
                    <span className={table.secondary}>{nameOf(field.field)}</span> <bdi>{field.after}</bdi>{' '}
                  </span>
                ))}
            </td>
          </tr>
        ))}
      </DataTable>
    </>
  )
}

function Changed({ preview }: Props) {
  const changed = preview.changes.filter((change) => change.change === 'change')
  return (
    <>
      <First shown={changed.length} all={preview.updated} />
      <table className={table.table}>
        <caption className="visually-hidden">{text('signal-import.counts.changed')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('signal-import.column.entry')}</th>
            <th scope="col">{text('signal-import.column.field')}</th>
            <th scope="col">{text('signal-import.column.before')}</th>
            <th scope="col">{text('signal-import.column.after')}</th>
            <th scope="col">{text('signal-import.column.effect')}</th>
          </tr>
        </thead>
        {changed.map((change, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may hold the same name twice; the rows never move
          <tbody key={place}>
            <ChangedEntry change={change} />
          </tbody>
        ))}
      </table>
    </>
  )
}

function ChangedEntry({ change }: { change: Change }) {
  return change.fields.map((field, place) => {
    const marked = markChange(field.before ?? '', field.after ?? '')
    return (
      <tr key={field.field}>
        {place === 0 && (
          <th scope="rowgroup" rowSpan={change.fields.length} className={table.wrap}>
            <bdi>{change.name}</bdi>
          </th>
        )}
        <td style={{ paddingInlineStart: 8 }}>{nameOf(field.field)}</td>
        <td className={table.wrap}>
          {field.before === null ? (
            <span className={table.dim}>{text('signal-import.absent')}</span>
          ) : (
            <Marked pieces={marked.before} side="before" />
          )}
        </td>
        <td className={table.wrap}>
          {field.after === null ? (
            <span className={table.dim}>{text('signal-import.absent')}</span>
          ) : (
            <Marked pieces={marked.after} side="after" />
          )}
        </td>
        <td>
          {field.widens ? (
            <span className={classes.widens}>{text('signal-import.widens')}</span>
          ) : (
            <span className={table.secondary}>{text('signal-import.narrows')}</span>
          )}
        </td>
      </tr>
    )
  })
}

function Marked({ pieces, side }: { pieces: Piece[]; side: 'before' | 'after' }) {
  return (
    <bdi>
      {pieces.map((piece, place) =>
        piece.differs ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: at most three pieces in their order
          <span key={place} className={classes[side]}>
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </bdi>
  )
}

function Withdrawn({ preview }: { preview: ImportPreview }) {
  const gone = preview.changes.filter((change) => change.change === 'withdraw')
  if (preview.withdrawn === 0) return null
  return (
    <Panel title={text('signal-import.withdrawnTitle')} note={number(preview.withdrawn)}>
      <p>{text('signal-import.withdrawnWhat')}</p>
      <First shown={gone.length} all={preview.withdrawn} />
      <ul>
        {gone.map((change, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never move
          <li key={place}>
            <bdi>{change.name}</bdi>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Refused({ preview }: Props) {
  return (
    <table className={table.table}>
      <caption className="visually-hidden">{text('signal-import.counts.refused')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('signal-import.column.where')}</th>
          <th scope="col">{text('signal-import.column.value')}</th>
          <th scope="col">{text('signal-import.column.reason')}</th>
        </tr>
      </thead>
      <tbody>
        {preview.refused.map((each) => (
          <tr key={`${each.at} ${each.code}`}>
            <th scope="row" className="mono" style={{ whiteSpace: 'nowrap', fontWeight: 400 }}>
              <bdi dir="ltr">{each.at}</bdi>
            </th>
            <td className="mono">
              <bdi dir="ltr">{each.id ?? '–'}</bdi>
            </td>
            <td className={table.wrap}>
              <bdi>{each.message}</bdi> <code className={table.secondary}>{each.code}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function First({ shown, all }: { shown: number; all: number }) {
  if (shown >= all) return null
  return <p className={classes.words}>{text('signal-import.firstOnly', { shown, all })}</p>
}

/** Names a field as the page of a signal does; an unknown field keeps the node's name. */
function nameOf(field: string): string {
  return findText(`signal-import.fields.${field}`) ?? field
}

/** Saves the findings of the check as a file, for the author of the list. */
function ReportButton({ preview }: { preview: ImportPreview }) {
  const { changes, trial, ...report } = preview
  return (
    <Button
      variant="default"
      size="compact-xs"
      h={24}
      onClick={() =>
        saveFile(
          text('signal-import.report.file', { list: preview.listId.slice(0, 8), at: preview.at.slice(0, 10) }),
          'application/json',
          JSON.stringify(report, null, 2),
        )
      }
    >
      {text('signal-import.download')}
    </Button>
  )
}
