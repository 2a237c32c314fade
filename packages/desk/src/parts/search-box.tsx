import { type FormEvent, useRef, useState } from 'react'
import { text } from '../texts/text.ts'
import { Icon } from './icon.tsx'
import { Key } from './key.tsx'
import { useKeys } from './keys.ts'
import classes from './search-box.module.css'

interface Props {
  /** Names what is searched, for assistive technology and as placeholder. */
  label: string
  /** The words that the list is searched for; empty if it is not searched. */
  words: string
  /** Searches for words. Empty words end the search. */
  onSearch: (words: string) => void
  /** Returns why words cannot be searched; null if they can. */
  faultOf: (words: string) => string | null
}

/** Searches a list. Nothing is sent while a person types: Enter searches, and Escape leads back to what was searched. */
export function SearchBox({ label, words, onSearch, faultOf }: Props) {
  const [typed, setTyped] = useState(words)
  const [fault, setFault] = useState<string | null>(null)
  const [asked, setAsked] = useState(words)
  const field = useRef<HTMLInputElement>(null)
  // Another search, such as none after "clear", replaces what was typed.
  if (asked !== words) {
    setAsked(words)
    setTyped(words)
    setFault(null)
  }
  useKeys([
    {
      keys: '/',
      label: text('list-parts.search.key'),
      act: () => {
        field.current?.focus()
        field.current?.select()
      },
    },
  ])
  const search = (event: FormEvent): void => {
    event.preventDefault()
    const wanted = typed.trim()
    const found = wanted === '' ? null : faultOf(wanted)
    setFault(found)
    if (found === null) onSearch(wanted)
  }
  return (
    <search className={classes.search}>
      <form onSubmit={search} className={classes.form}>
        <Icon name="search" />
        <input
          ref={field}
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          aria-label={label}
          aria-keyshortcuts="/"
          aria-invalid={fault !== null}
          aria-describedby={fault === null ? undefined : 'search-fault'}
          placeholder={label}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setFault(null)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
            event.stopPropagation()
            setTyped(words)
            setFault(null)
            field.current?.blur()
          }}
        />
        {typed === '' ? (
          <Key>/</Key>
        ) : (
          <button
            type="button"
            className={classes.clear}
            aria-label={text('list-parts.search.clear')}
            onClick={() => {
              setTyped('')
              onSearch('')
              field.current?.focus()
            }}
          >
            <Icon name="cross" size={14} />
          </button>
        )}
      </form>
      {fault !== null && (
        <p id="search-fault" role="alert" className={classes.fault}>
          {fault}
        </p>
      )}
    </search>
  )
}

/** Returns the keys of a list that can be searched: search, move, open. */
export const searchedListKeys = (): { keys: string[]; label: string }[] => [
  { keys: ['/'], label: text('list-parts.search.key') },
  { keys: ['J', 'K'], label: text('page-parts.hints.move') },
  { keys: ['Enter'], label: text('page-parts.hints.open') },
]
