import { useEffect, useRef } from 'react'

/** A key and its action. `keys` is the printed form: `J`, `Enter`, `Ctrl+K`, `G Q`, `[`. `label` names the action in the list of all keys. */
export interface KeyBinding {
  keys: string
  label: string
  act: (event: KeyboardEvent) => void
  /** True if the key also works in input fields. Keys with `Ctrl` always do. */
  inFields?: boolean
}
interface Layer {
  bindings: KeyBinding[]
}

const layers: { current: Layer }[] = []
let singleKeys = true
let prefix: { key: string; at: number } | null = null
const prefixMs = 1_500

/** Switches keys of a single letter on or off. It is a preference of the person. */
export function allowSingleKeys(allowed: boolean): void {
  singleKeys = allowed
}
/** Returns all keys that work at present, those of the innermost component first. */
export const bindingsNow = (): KeyBinding[] => layers.toReversed().flatMap((layer) => layer.current.bindings)

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    (target.matches('input, textarea, select') && !target.matches('input[type=radio], input[type=checkbox]')))

/** Returns the printed name of a pressed key: `Ctrl+K`, `J`, `Enter`. */
function nameOfKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : event.altKey ? `Alt+${key}` : key
}

/** Returns the printed name of Shift with a digit of the upper row, whose character depends on the layout; else null. */
function shiftedDigit({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string | null {
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  // Where the upper row gives digits only with Shift, the digit itself is meant.
  return shiftKey && digit !== undefined && !/^\d$/.test(key) ? `Shift+${digit}` : null
}

/** Tests whether a key belongs to the focused control: Enter and Space press a button. */
function belongsToControl(name: string, target: EventTarget | null): boolean {
  if (name !== 'Enter' && name !== 'Space') return false
  return (
    target instanceof HTMLElement &&
    target.matches('a[href], button, summary, input, [role=button], [role=menuitem], [role=option]')
  )
}

/** Matches elements that take all keys: an open dialog, and the button of an open menu or list. */
const over = '[aria-modal=true], [aria-haspopup][aria-expanded=true]'
let covered = false
// This runs in the capture phase. Later the element may be gone, if Escape closed it.
globalThis.addEventListener?.(
  'keydown',
  () => {
    covered = document.querySelector(over) !== null
  },
  true,
)

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || covered) return
  const shifted = shiftedDigit(event)
  const isBound = shifted !== null && bindingsNow().some(({ keys }) => keys === shifted)
  const name = isBound ? shifted : nameOfKey(event)
  const single = name.length === 1 || isBound
  const field = isField(event.target)
  if (single && !singleKeys) return
  if (belongsToControl(name, event.target)) return
  const combined = prefix && event.timeStamp - prefix.at < prefixMs && single ? `${prefix.key} ${name}` : null
  prefix = null
  const nearest = layers.toReversed().map((layer) => layer.current.bindings)
  const allowed = (binding: KeyBinding): boolean =>
    !field || binding.inFields === true || name.startsWith('Ctrl+') || name === 'Escape'
  const run = (binding: KeyBinding): void => {
    event.preventDefault()
    binding.act(event)
  }
  // After G the second key completes the pair in every layer, even if a page binds that key alone.
  const pair = combined === null ? undefined : nearest.flat().find((each) => each.keys === combined && allowed(each))
  if (pair) {
    run(pair)
    return
  }
  for (const bindings of nearest) {
    const binding = bindings.find((each) => each.keys === name)
    if (binding && allowed(binding)) {
      run(binding)
      return
    }
    if (!field && single && bindings.some((each) => each.keys.startsWith(`${name} `))) {
      prefix = { key: name, at: event.timeStamp }
      return
    }
  }
}

/**
 * Binds keys while the component is on screen. If several components bind a key, the one rendered last wins. While a dialog or menu is open, no key
 * works.
 */
export function useKeys(bindings: KeyBinding[], options: { enabled?: boolean } = {}): void {
  const enabled = options.enabled ?? true
  const layer = useRef<Layer>({ bindings: [] })
  layer.current = { bindings: enabled ? bindings : [] }
  useEffect(() => {
    if (!enabled) return
    if (layers.length === 0) document.addEventListener('keydown', onKeyDown)
    layers.push(layer)
    return () => {
      layers.splice(layers.indexOf(layer), 1)
      if (layers.length === 0) document.removeEventListener('keydown', onKeyDown)
    }
  }, [enabled])
}
