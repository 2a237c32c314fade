import { Modal } from '@mantine/core'
import { type ComponentType, lazy, Suspense, useSyncExternalStore } from 'react'
import { text } from '../texts/text.ts'
import classes from './palette-opener.module.css'

/** The content of the palette. */
type Palette = ComponentType<{ typed: string }>
let load: () => Promise<{ default: Palette }> = () => new Promise(() => undefined)
const Content = lazy(() => load())
/** Sets how the palette is loaded. The frame knows nothing else of it. */
export function offerPalette(how: typeof load): void {
  load = how
}
/** Loads the palette before anyone opens it. */
export const loadPalette = () => load()

let opened = false
/** The letters that were typed while the palette was loaded. */
let typed = ''
const watchers = new Set<() => void>()
let before: Element | null = null
function show(next: boolean): void {
  opened = next
  typed = ''
  for (const watcher of watchers) watcher()
}
/** Opens the palette over the page. */
export function openPalette(): void {
  if (!opened) before = document.activeElement
  show(true)
}
/** Closes the palette. The element that had the focus before gets it again, at once: what opens next can then take it. */
export function closePalette(): void {
  show(false)
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  before = null
}
/** Focuses a field as soon as it is on the page, so that no letter goes to the keys of the page. */
const focusAtOnce = (field: HTMLElement | null): void => field?.focus()

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** Shows the palette while it is open. Until it is loaded, a plain field takes what the person types. The shell contains it once. */
export function PaletteOpener() {
  const isOpen = useSyncExternalStore(subscribe, () => opened)
  return (
    <Modal.Root
      opened={isOpen}
      onClose={closePalette}
      size={680}
      xOffset="clamp(0px, 100vw - 700px, 5vw)"
      returnFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={text('shell.keyNames.find')} className={classes.content}>
        <Suspense
          fallback={
            <input
              ref={focusAtOnce}
              data-autofocus
              className={classes.waiting}
              aria-label={text('shell.keyNames.find')}
              onChange={(event) => {
                typed = event.currentTarget.value
              }}
            />
          }
        >
          <Loaded />
        </Suspense>
      </Modal.Content>
    </Modal.Root>
  )
}

const Loaded = () => <Content typed={typed} />
