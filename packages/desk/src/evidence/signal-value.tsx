import type { OrganisationValue, PersonValue, Signal, TravelDocumentValue } from '@entente/contracts'
import { type Fact, FactList } from '../parts/fact-list.tsx'
import { findText, text } from '../texts/text.ts'
import { dateUtc, partialDate } from '../texts/times.ts'
import classes from './signal-value.module.css'

/** Shows the whole value of a signal, by kind. Missing parts are shown as not given. */
export function SignalValue({ signal }: { signal: Pick<Signal, 'kind' | 'value'> }) {
  if (signal.value === null) return null
  return <FactList facts={factsOf(signal.kind, signal.value)} />
}

function factsOf(kind: Signal['kind'], value: NonNullable<Signal['value']>): Fact[] {
  if (kind === 'person') {
    const person = value as PersonValue
    return [
      { name: text('signals.one.names'), value: <Names names={person.names} /> },
      {
        name: text('signals.one.birthDates'),
        value:
          person.birthDates.length === 0 ? text('signals.one.notSaid') : person.birthDates.map(partialDate).join('; '),
      },
      {
        name: text('signals.one.sex'),
        value: person.sex === null ? text('signals.one.notSaid') : text(`signals.one.sexOf.${person.sex}`),
      },
      { name: text('signals.one.nationalities'), value: codes(person.nationalities) },
      { name: text('signals.one.birthPlaces'), value: texts(person.birthPlaces) },
      { name: text('signals.one.identifiers'), value: <Identifiers of={person.identifiers} /> },
    ]
  }
  if (kind === 'organisation') {
    const organisation = value as OrganisationValue
    return [
      { name: text('signals.one.names'), value: <Names names={organisation.names} /> },
      { name: text('signals.one.type'), value: text(`signals.one.organisationType.${organisation.type}`) },
      { name: text('signals.one.countries'), value: codes(organisation.countries) },
      { name: text('signals.one.addresses'), value: texts(organisation.addresses) },
      { name: text('signals.one.identifiers'), value: <Identifiers of={organisation.identifiers} /> },
    ]
  }
  if (kind === 'travel-document') {
    const document = value as TravelDocumentValue
    return [
      { name: text('signals.one.type'), value: text(`signals.one.documentType.${document.documentType}`) },
      { name: text('signals.one.number'), value: <Code>{document.number}</Code> },
      { name: text('signals.one.issuer'), value: <Code>{document.issuingState}</Code> },
      {
        name: text('signals.one.expiry'),
        value: document.expiryDate === null ? text('signals.one.notSaid') : dateUtc(`${document.expiryDate}T00:00:00Z`),
      },
    ]
  }
  return Object.entries(value).map(([name, field]) => ({
    name: findText(`signals.one.fields.${name}`) ?? name,
    value:
      field === null ? (
        text('signals.one.notSaid')
      ) : (
        <Code>{Array.isArray(field) ? field.join(', ') : String(field)}</Code>
      ),
  }))
}

function Names({ names }: { names: PersonValue['names'] }) {
  return (
    <ul className={classes.names}>
      {names.map((name) => (
        <li key={`${name.full} ${name.quality}`}>
          <bdi>{name.full}</bdi>{' '}
          <span style={{ color: 'var(--t3)' }}>{text(`signals.one.quality.${name.quality}`)}</span>
        </li>
      ))}
    </ul>
  )
}

function Identifiers({ of }: { of: PersonValue['identifiers'] }) {
  if (of.length === 0) return text('signals.one.notSaid')
  return (
    <ul className={classes.names}>
      {of.map((identifier) => (
        <li key={`${identifier.type} ${identifier.number}`}>
          <bdi>{identifier.type}</bdi> <Code>{identifier.number}</Code>{' '}
          {identifier.issuer !== null && <Code>{identifier.issuer}</Code>}
        </li>
      ))}
    </ul>
  )
}

const Code = ({ children }: { children: string }) => (
  <bdi dir="ltr" className="mono" style={{ overflowWrap: 'anywhere' }}>
    {children}
  </bdi>
)
const codes = (list: readonly string[]) =>
  list.length === 0 ? text('signals.one.notSaid') : <Code>{list.join(', ')}</Code>
const texts = (list: readonly string[]) =>
  list.length === 0 ? (
    text('signals.one.notSaid')
  ) : (
    <ul>
      {list.map((text) => (
        <li key={text}>
          <bdi>{text}</bdi>
        </li>
      ))}
    </ul>
  )
