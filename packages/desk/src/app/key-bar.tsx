import { Fragment } from 'react'
import { Key } from '../parts/key.tsx'
import { text } from '../texts/text.ts'
import { openKeyList } from './key-list.tsx'
import classes from './page.module.css'

export interface KeyHint {
  keys: string[]
  label: string
}

/** Shows the keys of a page in a row at its bottom. */
export function KeyBar({ hints }: { hints: KeyHint[] }) {
  return (
    <footer className={classes.keyBar}>
      {hints.map((hint) => (
        <span key={hint.label} className={classes.keyHint}>
          {hint.keys.map((key) => (
            <Fragment key={key}>
              <Key>{key}</Key>{' '}
            </Fragment>
          ))}
          {hint.label}
        </span>
      ))}
      <button type="button" className={classes.allKeys} onClick={openKeyList} aria-keyshortcuts="?">
        <Key>?</Key> {text('shell.allKeys')}
      </button>
    </footer>
  )
}
