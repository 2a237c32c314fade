import type { FieldComparison, Signal } from '@entente/contracts'
import type { ReactNode } from 'react'
import { GoLink } from '../parts/go-link.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import { findText, text } from '../texts/text.ts'
import type { Alignment } from './align.ts'
import { AlignedText } from './aligned-text.tsx'
import classes from './compare.module.css'
import { countryName } from './country-name.ts'
import { Marking } from './marking.tsx'
import { relationOf, writtenFields } from './relation-of.ts'

interface Props {
  rows: FieldComparison[]
  signal: Signal | undefined
  /** Name of the list or member that the signal comes from. */
  source: string
  /** The name in the record in another script. */
  otherScript: string | null
  /** The heading of the record's column, and the text for a missing value. */
  record: { name: string; short: string; absent: string }
  messageLink?: ReactNode
  toSignal?: string | null
  /** Wraps a value of the record, to show its source. */
  withSource?: ((row: FieldComparison, value: ReactNode) => ReactNode) | undefined
}
const icons: Record<FieldComparison['relation'], IconName> = {
  same: 'same',
  spelling: 'spelling',
  differs: 'differs',
  'not-said': 'notSaid',
}
/** Shows the two sides next to each other with differing characters marked. The node omits fields that are missing on both sides. */
export function Compare({ rows, signal, source, otherScript, record, messageLink, toSignal, withSource }: Props) {
  const signalName = signal && text('evidence.compare.signal', { reference: signalReference(signal), source })
  return (
    <table className={classes.table}>
      <caption className="visually-hidden">{text('evidence.compare.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{text('evidence.compare.field')}</span>
          </th>
          <th scope="col">
            <span className={classes.headCell}>
              {record.name}
              {messageLink}
            </span>
          </th>
          <th scope="col">{text('evidence.compare.compared')}</th>
          <th scope="col">
            <span className={classes.headCell}>
              {signal && (
                <>
                  {toSignal ? <GoLink to={toSignal}>{signalName}</GoLink> : signalName}
                  <Marking tlp={signal.tlp} pap={signal.pap} />
                </>
              )}
            </span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <CompareRow
            key={row.field}
            row={row}
            signal={signal}
            otherScript={otherScript}
            record={record}
            withSource={withSource}
          />
        ))}
      </tbody>
    </table>
  )
}

/** Returns the usual name of a signal: its number on its list, else the start of its id. */
export const signalReference = (signal: Signal): string => signal.entity?.id ?? signal.id.slice(0, 8)

function CompareRow({
  row,
  signal,
  otherScript,
  record,
  withSource = (_, value) => value,
}: {
  row: FieldComparison
  signal: Signal | undefined
  otherScript: string | null
  record: Props['record']
  withSource: Props['withSource']
}) {
  const { a, b, field } = row
  const isName = field === 'name' || field === 'family name'
  const { sign, words, alignment } = relationOf(row)
  return (
    <tr>
      <th scope="row">{findText(`evidence.fields.${field}`) ?? field}</th>
      <td>
        <span className={classes.side}>{record.short}</span>
        {a === null ? (
          <span className={classes.absent}>{record.absent}</span>
        ) : (
          withSource(row, <Value field={field} value={a} side="a" alignment={alignment} />)
        )}
        {isName && otherScript && <Beside name={otherScript} />}
      </td>
      <td>
        <span className={classes.relation}>
          <Icon name={icons[sign]} size={14} />
          {words}
          {alignment && alignment.places.length > 0 && (
            <span className="visually-hidden">
              {' '}
              {text('evidence.compare.places', { list: alignment.places.join(', ') })}
            </span>
          )}
        </span>
      </td>
      <td>
        <span className={classes.side}>{text('evidence.compare.shortSignal')}</span>
        {b === null ? (
          <span className={classes.absent}>{text('evidence.compare.notInSignal')}</span>
        ) : (
          <Value field={field} value={b} side="b" alignment={alignment} />
        )}
        {isName && <Original signal={signal} shown={b} field={field} />}
      </td>
    </tr>
  )
}

interface ValueProps {
  field: string
  value: string
  side: 'a' | 'b'
  alignment: Alignment | null
}
function Value({ field, value, side, alignment }: ValueProps) {
  if (field === 'nationality') return <bdi>{countryName(value)}</bdi>
  if (!writtenFields.has(field)) return <bdi>{value}</bdi>
  return <AlignedText value={value} side={side} alignment={alignment} />
}

/** Shows the signal's name in its original script beside its Latin form. */
function Original({ signal, shown, field }: { signal: Signal | undefined; shown: string | null; field: string }) {
  const names =
    signal?.kind === 'person' && Array.isArray(signal.value?.names) ? (signal.value.names as SignalName[]) : []
  const own = names.find((name) => name.script !== null && name.script !== 'Latn')
  const name = field === 'family name' ? (own?.family ?? own?.full) : own?.full
  return name && name !== shown ? <Beside name={name} /> : null
}
/** Shows a second name. The space before it is outside of the name, because the name may run from right to left. */
function Beside({ name }: { name: string }) {
  return (
    <span className={classes.original}>
      <bdi>{name}</bdi>
    </span>
  )
}
interface SignalName {
  full: string
  family: string | null
  script: string | null
}
