import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { closePalette } from '../../app/palette-opener.tsx'
import { useMe } from '../../app/session.ts'
import { Icon } from '../../parts/icon.tsx'
import { Key } from '../../parts/key.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { readTyped, useFindTypes } from './find-types.ts'
import classes from './palette.module.css'
import type { PaletteForm } from './palette-forms.ts'
import { Option } from './palette-row.tsx'
import { TypeChips } from './type-chips.tsx'
import { useFound } from './use-found.ts'
import { usePaletteList } from './use-palette-list.ts'

/**
 * Finds cases, people, pages and actions. While a person types, it shows only what this tab holds already; Enter searches the node, once. The field
 * keeps the focus, and the keys move through the list. `typed` are letters that were typed before the palette was loaded.
 */
export function Palette({ typed: early }: { typed: string }) {
  const me = useMe()
  const types = useFindTypes()
  const search = useFound(early === '')
  const start = readTyped(early, types)
  const [words, setWords] = useState(start?.words ?? (early || (search.found?.words ?? '')))
  const [type, setType] = useState<string | null>(start?.type ?? search.found?.type ?? null)
  const [form, setForm] = useState<PaletteForm | null>(null)
  const [pointed, setPointed] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const ids = useId()
  const list = usePaletteList({ ids, words, type, form, search, onForm: showForm })
  const active = list.rows.find(({ id }) => id === pointed) ?? list.rows.find(({ id }) => id === list.first)
  const at = active === undefined ? -1 : list.rows.indexOf(active)

  // The letters that were typed before stay, and the words of the last search are replaced by the next letter.
  useLayoutEffect(() => {
    field.current?.focus()
    if (early === '') field.current?.select()
  }, [early])
  const activeId = active?.id
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  function showForm(next: PaletteForm | null): void {
    setForm(next)
    setPointed(null)
    setWords('')
    search.forget()
  }
  const change = (typed: string): void => {
    const read = form === null && type === null ? readTyped(typed, types) : null
    setWords(read?.words ?? typed)
    if (read !== null) setType(read.type)
    setPointed(null)
    search.forget()
  }
  const choose = (next: string | null): void => {
    setType(next)
    setPointed(null)
    search.forget()
    field.current?.focus()
  }
  const stepType = (by: 1 | -1): void => {
    const all = [null, ...types.map((each) => each.type)]
    choose(all.at((all.indexOf(type) + by) % all.length) ?? null)
  }
  const move = (by: 1 | -1): void => {
    const { length } = list.rows
    // Before anything is pointed at, the first key begins at that end of the list.
    const from = pointed === null && list.first === list.rows.at(-1)?.id ? (by === 1 ? -1 : length - 1) : at
    setPointed(list.rows[(from + by + length) % length]?.id ?? null)
  }
  const actOf = ({ key, shiftKey }: KeyboardEvent): (() => void) | undefined => {
    if (key === 'ArrowDown') return () => move(1)
    if (key === 'ArrowUp') return () => move(-1)
    if (key === 'Enter') return () => active?.act()
    if (form !== null) return key === 'Escape' ? () => showForm(null) : undefined
    if (key === 'Escape') return closePalette
    if (key === 'Tab') return () => stepType(shiftKey ? -1 : 1)
    return key === 'Backspace' && words === '' && type !== null ? () => choose(null) : undefined
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter and the arrows also choose among the words that an input method offers.
    if (event.nativeEvent.isComposing) return
    const act = actOf(event)
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <div className={classes.palette}>
      <div className={classes.head}>
        <Icon name="search" />
        <input
          ref={field}
          data-autofocus
          // The palette itself closes on Escape: in a form, Escape leads back to the list.
          data-mantine-stop-propagation="true"
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={`${ids}-list`}
          aria-activedescendant={activeId}
          aria-label={form?.title ?? text('find.label')}
          placeholder={form?.title ?? text('find.placeholder')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={words}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {form === null && <TypeChips types={types} type={type} onChoose={choose} />}
      </div>
      <p className="visually-hidden" role="status">
        {list.status}
      </p>
      <div className={classes.body}>
        {list.error && <ProblemCard error={list.error} />}
        {list.empty && (
          <div className={classes.empty}>
            <p>{list.empty.title}</p>
            <p>{list.empty.next}</p>
          </div>
        )}
        <div role="listbox" id={`${ids}-list`} aria-label={form?.title ?? text('find.listLabel')} aria-busy={list.busy}>
          {list.sections.map(({ id, title, note, rows, further }) => (
            // biome-ignore lint/a11y/useSemanticElements: a list of options has groups of this role
            <div
              key={id}
              role="group"
              aria-labelledby={title === null ? undefined : `${ids}-${id}`}
              className={classes.section}
            >
              {title !== null && (
                <div role="presentation" className={classes.title}>
                  <span id={`${ids}-${id}`}>{title}</span>
                  {note && <span className={classes.note}>{note}</span>}
                </div>
              )}
              {rows.map((row) => (
                <Option key={row.id} row={row} isActive={row === active} onPoint={() => setPointed(row.id)} />
              ))}
              {further && (
                <p role="presentation" className={classes.note}>
                  {further}
                </p>
              )}
            </div>
          ))}
        </div>
      </div>
      <footer className={classes.foot}>
        <span>
          <Key>↑</Key> <Key>↓</Key> {text('find.keys.move')}
        </span>
        <span>
          <Key>Enter</Key> {text('find.keys.open')}
        </span>
        {form === null && (
          <span>
            <Key>Tab</Key> {text('find.keys.type')}
          </span>
        )}
        <span>
          <Key>Esc</Key> {form === null ? text('find.keys.close') : text('find.keys.back')}
        </span>
        {list.maySearch && (
          <span className={classes.logged}>
            {text('find.logged', { purpose: me.purpose && text(`purpose.${me.purpose}`) })}
          </span>
        )}
      </footer>
    </div>
  )
}
