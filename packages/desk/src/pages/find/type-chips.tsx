import { useState } from 'react'
import { codeText, type FindType, useGateways } from '../../app/gateway.ts'
import chip from '../../parts/filter-chip.module.css'
import { Icon } from '../../parts/icon.tsx'
import { text } from '../../texts/text.ts'
import classes from './palette.module.css'

interface Props {
  types: readonly FindType[]
  type: string | null
  onChoose: (type: string | null) => void
}
/** How many types have a chip before the others are asked for. */
const shownAtFirst = 3

/** Chooses the type to which the list is narrowed. In the field, Tab and a prefix such as `c:` do the same. */
export function TypeChips({ types, type, onChoose }: Props) {
  const gateways = useGateways()
  const [all, setAll] = useState(false)
  const isFurther = types.findIndex((each) => each.type === type) >= shownAtFirst
  const shown = all || isFurther ? types : types.slice(0, shownAtFirst)
  const choice = (value: string | null, name: string, prefix?: string) => (
    <button
      key={value ?? ''}
      type="button"
      tabIndex={-1}
      className={chip.chip}
      aria-pressed={value === type}
      onClick={() => onChoose(value)}
    >
      {name}
      {prefix && <kbd>{prefix === '>' ? prefix : `${prefix}:`}</kbd>}
    </button>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend
    <div
      role="group"
      aria-label={text('find.types')}
      className={classes.chips}
      // The field keeps the focus, also when the button that was pressed goes away.
      onMouseDown={(event) => event.preventDefault()}
    >
      {choice(null, text('find.all'))}
      {shown.map((each) => choice(each.type, codeText(gateways, `find.groups.${each.type}`) ?? each.type, each.prefix))}
      {shown.length < types.length && (
        <button type="button" tabIndex={-1} className={chip.chip} aria-expanded="false" onClick={() => setAll(true)}>
          {text('find.more')}
          <Icon name="down" size={12} />
        </button>
      )}
    </div>
  )
}
