import type { EvidenceCell } from '@entente/contracts'
import { type DeskGateway, wordsOf } from '../app/gateway.ts'
import { findText, text } from '../texts/text.ts'
import classes from './evidence-cells.module.css'

/** The sign of each relation. The accessible text says the same in words. */
const signs = { same: '=', alike: '≈', differs: '≠', 'not-said': '–' } as const

interface Props {
  cells: readonly EvidenceCell[]
  gateway: DeskGateway
  /** The ids of the columns, each of which has its place; without them every cell shows its own word. */
  columns?: readonly string[]
}

/** Shows for each compared thing whether the two sides agree, never its value. In columns, the eye runs down one of them. */
export function EvidenceCells({ cells, gateway, columns }: Props) {
  const shown: readonly EvidenceCell[] =
    columns?.map((id) => cells.find((cell) => cell.id === id) ?? { id, relation: 'not-said', how: null }) ??
    cells.filter((cell) => isShown(cell, gateway))
  if (cells.length === 0 || shown.length === 0) return null
  return (
    <ul className={columns === undefined ? classes.chips : classes.columns} aria-label={text('evidence.cells.label')}>
      {shown.map((cell) => (
        <li key={cell.id}>
          <Cell cell={cell} gateway={gateway} worded={columns === undefined} />
        </li>
      ))}
    </ul>
  )
}

/** A gateway that compares no birth dates does not show in each row that none was stated. */
const isShown = ({ id, relation }: EvidenceCell, { queue }: DeskGateway): boolean =>
  relation !== 'not-said' || (queue?.evidenceCells.some((kind) => kind.id === id) ?? true)

function Cell({
  cell: { id, relation, how },
  gateway,
  worded,
}: {
  cell: EvidenceCell
  gateway: DeskGateway
  worded: boolean
}) {
  const said = wordsOf(gateway)('evidence.cells.said', { name: cellName(gateway, id), relation, how })
  return (
    <span className={classes.cell} data-relation={relation} title={said}>
      <span aria-hidden="true">
        {signs[relation]}
        <span className={worded ? undefined : classes.word}> {cellShort(gateway, id)}</span>
      </span>
      <span className="visually-hidden">{said}</span>
    </span>
  )
}

const named = (gateway: DeskGateway, part: 'full' | 'short', id: string): string | undefined =>
  gateway.findText(`${gateway.kind}.evidence.cells.${part}.${id}`) ?? findText(`evidence.cells.${part}.${id}`)
/** Returns the name of a cell: the gateway's, else the desk's, else its id. */
export const cellName = (gateway: DeskGateway, id: string): string => named(gateway, 'full', id) ?? id
/** Returns the short name of a cell, for the head of a column and for chips. */
export const cellShort = (gateway: DeskGateway, id: string): string =>
  named(gateway, 'short', id) ?? cellName(gateway, id)
