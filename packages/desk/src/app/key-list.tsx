import { Modal } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { Key } from '../parts/key.tsx'
import { bindingsNow, type KeyBinding } from '../parts/keys.ts'
import { text } from '../texts/text.ts'
import classes from './page.module.css'
import { useMe } from './session.ts'

let shown: KeyBinding[] | null = null
const watchers = new Set<() => void>()
function show(bindings: KeyBinding[] | null): void {
  shown = bindings
  for (const watcher of watchers) watcher()
}
/** Opens the list of all keys that work at present. */
export const openKeyList = (): void => show(bindingsNow().filter((binding) => binding.label !== ''))

/** Shows the list of keys. The shell contains it once. */
export function KeyList() {
  const me = useMe()
  const bindings = useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
    () => shown,
  )
  return (
    <Modal
      opened={bindings !== null}
      onClose={() => show(null)}
      title={text('shell.keysTitle')}
      closeButtonProps={{ 'aria-label': text('shell.close') }}
    >
      {!me.preferences.singleKeys && <p className={classes.keysOff}>{text('shell.keysOff')}</p>}
      <dl className={classes.keyList}>
        {(bindings ?? []).map((binding) => (
          <div key={binding.keys}>
            <dt>
              {binding.keys.split(/[ +]/).map((key) => (
                <Key key={key}>{key === 'Escape' ? 'Esc' : key}</Key>
              ))}
            </dt>
            <dd>{binding.label}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
