import type { ContentCase } from '@entente/contracts'
import { useRows } from '../../../../parts/use-rows.ts'
import { paths } from '../../addresses/paths.ts'
import { text } from '../../texts/index.ts'
import classes from './content.module.css'
import { Tile } from './tile.tsx'

export interface UploadsProps {
  rows: readonly ContentCase[]
  selected: string | undefined
  onSelect: (id: string) => void
  onOpen: (href: string) => void
}

/** The names of the keys of the list. */
export const uploadKeys = () => ({
  next: text('content.uploads.keys.next'),
  previous: text('content.uploads.keys.previous'),
  open: text('content.uploads.keys.open'),
})

/** Shows the uploads as tiles with one tab stop. J and K move through them in the order of the queue. */
export function UploadTiles({ rows, selected, onSelect, onOpen }: UploadsProps) {
  const tileProps = useRows<HTMLAnchorElement>(
    rows.map((row) => ({ key: row.id, to: paths.case(row.id) })),
    selected,
    uploadKeys(),
    { select: onSelect, open: onOpen },
  )
  return (
    <ul className={classes.tiles} aria-label={text('content.uploads.label')}>
      {rows.map((row) => {
        // A link cannot be marked as selected like a table row, so the focus shows the selection.
        const {
          'aria-selected': isSelected,
          onClick: _,
          onDoubleClick: __,
          ...rest
        } = tileProps({
          key: row.id,
          to: paths.case(row.id),
        })
        return (
          <li key={row.id}>
            <Tile row={row} selected={isSelected} {...rest} />
          </li>
        )
      })}
    </ul>
  )
}
