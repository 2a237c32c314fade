import type { ReactNode } from 'react'
import type { Stretch } from '../../parts/fit-parts.ts'
import { Icon, type IconName, type IconShape } from '../../parts/icon.tsx'
import { Key } from '../../parts/key.tsx'
import { Marked } from '../../parts/marked.tsx'
import classes from './palette.module.css'

/** A row of the palette: what it shows, and what Enter does with it. */
export interface PaletteRow {
  id: string
  icon: IconName | IconShape
  label: string
  other?: string | null | undefined
  detail?: string | undefined
  facts?: string | undefined
  /** What kind of thing it is. */
  kind?: string | undefined
  keys?: string | undefined
  lang?: string | undefined
  isCurrent?: boolean
  /** True if the label is a sentence of the desk and not a name. */
  isSentence?: boolean
  marks: (text: string, place: 'label' | 'other' | 'detail') => readonly Stretch[]
  act: () => void
}

interface Props {
  row: PaletteRow
  isActive: boolean
  onPoint: () => void
}

/** Shows one option of the palette. The field keeps the focus; the option that Enter opens is marked. */
export function Option({ row, isActive, onPoint }: Props) {
  const words = (text: string, place: 'label' | 'other' | 'detail'): ReactNode => (
    <Marked text={text} stretches={row.marks(text, place)} />
  )
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus and names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys work in the field
    <div
      id={row.id}
      role="option"
      aria-selected={isActive}
      className={classes.row}
      onPointerMove={isActive ? undefined : onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={row.act}
    >
      <Icon name={row.icon} />
      <span className={classes.what}>
        <span className={row.isSentence ? classes.sentence : classes.label}>
          {row.isSentence ? words(row.label, 'label') : <bdi lang={row.lang}>{words(row.label, 'label')}</bdi>}
          {row.other && (
            <>
              {' '}
              {/* On the bdi itself, the space of a right-to-left name would fall on its far side. */}
              <span className={classes.other}>
                <bdi>{words(row.other, 'other')}</bdi>
              </span>
            </>
          )}
        </span>
        {(row.detail || row.facts) && (
          <span className={classes.detail}>
            {row.detail && <bdi>{words(row.detail, 'detail')}</bdi>}
            {row.detail && row.facts && ' · '}
            {row.facts}
          </span>
        )}
      </span>
      {row.isCurrent && <Icon name="tick" size={14} />}
      {row.keys && (
        <span className={classes.keys}>
          {row.keys.split(' ').map((key) => (
            <Key key={key}>{key}</Key>
          ))}
        </span>
      )}
      {row.kind && <span className={classes.kind}>{row.kind}</span>}
    </div>
  )
}
