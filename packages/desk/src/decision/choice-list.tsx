import { useId } from 'react'
import { Icon } from '../parts/icon.tsx'
import { Key } from '../parts/key.tsx'
import { text } from '../texts/text.ts'
import classes from './decision.module.css'

interface ChoiceItem<V extends string> {
  value: V
  key: string
  name: string
  /** One line about the consequence. */
  line: string
  adverse: boolean
}
interface Props<V extends string> {
  items: ChoiceItem<V>[]
  chosen: V | null
  onChoose: (value: V) => void
}

/** Shows the outcomes as radio buttons with their consequences. After a choice, only the chosen outcome shows its consequence. */
export function ChoiceList<V extends string>({ items, chosen, onChoose }: Props<V>) {
  const name = useId()
  return (
    <fieldset className={classes.choices}>
      <legend className="visually-hidden">{text('decision.outcomes')}</legend>
      {items.map((item) => (
        <label key={item.value} className={classes.choice} data-chosen={chosen === item.value || undefined}>
          <input
            type="radio"
            name={name}
            value={item.value}
            checked={chosen === item.value}
            onChange={() => onChoose(item.value)}
            aria-keyshortcuts={item.key}
          />
          <span className={classes.choiceText}>
            <span className={classes.choiceName}>
              {item.name}
              {item.adverse && (
                <span className={classes.adverse}>
                  <Icon name="second" size={13} /> {text('decision.adverse')}
                </span>
              )}
            </span>
            {(chosen === null || chosen === item.value) && <span className={classes.line}>{item.line}</span>}
          </span>
          <Key>{item.key}</Key>
        </label>
      ))}
    </fieldset>
  )
}
