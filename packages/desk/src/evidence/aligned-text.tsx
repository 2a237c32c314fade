import type { Alignment } from './align.ts'
import classes from './aligned-text.module.css'
import { cellsOf, nameOfInvisible } from './clusters.ts'

interface Props {
  value: string
  side: 'a' | 'b'
  /** Null if the value is shown without marks. */
  alignment: Alignment | null
}

/** Shows a value with its differing characters marked. Assistive technology reads the whole value once; the marked cells are hidden from it. */
export function AlignedText({ value, side, alignment }: Props) {
  const cells = alignment
    ? alignment.cells.map((cell) => ({
        text: cell[side],
        kind: cell[side] === null ? 'gap' : cell.same ? 'same' : 'mark',
      }))
    : cellsOf(value).map((text) => ({ text, kind: 'same' }))
  return (
    <bdi className={classes.value}>
      <span className="visually-hidden">{value}</span>
      <span aria-hidden="true">
        {joined(cells).map((cell, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: places of a fixed value
          <span key={place} data-kind={cell.kind}>
            {cell.text === null ? '\u00a0' : <Character text={cell.text} />}
          </span>
        ))}
      </span>
    </bdi>
  )
}

function Character({ text }: { text: string }) {
  const name = nameOfInvisible(text)
  return name ? <span className={classes.boxed}>{name}</span> : text.replaceAll(' ', '\u00a0')
}

/** Joins equal neighbours into one piece, which needs fewer elements and keeps joined letters joined. */
function joined(cells: { text: string | null; kind: string }[]): { text: string | null; kind: string }[] {
  const pieces: { text: string | null; kind: string }[] = []
  for (const cell of cells) {
    const last = pieces.at(-1)
    const plain = cell.text !== null && cell.kind === 'same' && nameOfInvisible(cell.text) === null
    if (plain && last?.kind === 'same' && last.text !== null && nameOfInvisible(last.text) === null)
      last.text += cell.text
    else pieces.push({ ...cell })
  }
  return pieces
}

/** Shows a foreign value without comparison. Invisible characters are shown by name. */
export function OutsideValue({ value }: { value: string }) {
  return <AlignedText value={value} side="a" alignment={null} />
}
