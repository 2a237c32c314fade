import { type MouseEvent, useEffect } from 'react'
import classes from './fault-summary.module.css'
import { controlAt, type FieldFault, fieldId } from './form-faults.ts'
import { Icon } from './icon.tsx'

/** Lists all faults of a form with links to their fields. When faults appear or change, it focuses the first faulty field. */
export function FaultSummary({ title, faults }: { title: string; faults: readonly FieldFault[] }) {
  useEffect(() => {
    const first = inPageOrder(faults)[0]
    if (first !== undefined) focusField(first.at)
  }, [faults])
  if (faults.length === 0) return null
  return (
    <div className={classes.summary} role="alert">
      <Icon name="circledCross" />
      <div>
        <p className={classes.title}>{title}</p>
        <ul>
          {inPageOrder(faults).map((fault) => (
            <li key={`${fault.at} ${fault.code}`}>
              <a href={`#${fieldId(fault.at)}`} onClick={(event) => follow(event, fault.at)}>
                {labelAt(fault.at)}
              </a>
              : {fault.message}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** Sorts the faults by the order of their fields on the page; faults without a field come last. */
function inPageOrder(faults: readonly FieldFault[]): FieldFault[] {
  const control = (fault: FieldFault) => controlAt(fault.at, (id) => document.getElementById(id))
  return faults.toSorted((one, other) => {
    const [a, b] = [control(one), control(other)]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1
  })
}

function follow(event: MouseEvent, at: string): void {
  event.preventDefault()
  focusField(at)
}

function focusField(at: string): void {
  const control = controlAt(at, (id) => document.getElementById(id))
  if (control === null) return
  const inner = control.matches('input, textarea, select, button')
    ? control
    : control.querySelector<HTMLElement>('input, textarea, select, button')
  inner?.focus()
}

/** Returns the visible label of a field, or its pointer if no field shows it. */
function labelAt(at: string): string {
  const control = controlAt(at, (id) => document.getElementById(id))
  const label =
    control?.id === undefined
      ? null
      : document.querySelector(`label[for="${CSS.escape(control.id)}"], #${CSS.escape(control.id)}-label`)
  return label?.firstChild?.textContent ?? at
}
