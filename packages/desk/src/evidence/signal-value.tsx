import type { OrganisationValue, PersonValue, Signal, TravelDocumentValue } from '@entente/contracts'
import { type Fact, FactList } from '../parts/fact-list.tsx'
import { textsOf } from '../texts/catalogue.ts'
import { dateUtc, partialDate } from '../texts/times.ts'
import classes from './signal-value.module.css'

/** Everything a signal's value says, by kind. What is not known says so. */
export function SignalValue({ signal }: { signal: Pick<Signal, 'kind' | 'value'> }) {
  if (signal.value === null) return null
  return <FactList facts={factsOf(signal.kind, signal.value)} />
}

function factsOf(kind: Signal['kind'], value: NonNullable<Signal['value']>): Fact[] {
  const t = textsOf('signals').one
  if (kind === 'person') {
    const person = value as PersonValue
    return [
      { name: t.names, value: <Names names={person.names} /> },
      {
        name: t.birthDates,
        value: person.birthDates.length === 0 ? t.notSaid : person.birthDates.map(partialDate).join('; '),
      },
      { name: t.sex, value: person.sex === null ? t.notSaid : t.sexOf[person.sex] },
      { name: t.nationalities, value: codes(person.nationalities) },
      { name: t.birthPlaces, value: texts(person.birthPlaces) },
      { name: t.identifiers, value: <Identifiers of={person.identifiers} /> },
    ]
  }
  if (kind === 'organisation') {
    const organisation = value as OrganisationValue
    return [
      { name: t.names, value: <Names names={organisation.names} /> },
      { name: t.type, value: t.organisationType[organisation.type] },
      { name: t.countries, value: codes(organisation.countries) },
      { name: t.addresses, value: texts(organisation.addresses) },
      { name: t.identifiers, value: <Identifiers of={organisation.identifiers} /> },
    ]
  }
  if (kind === 'travel-document') {
    const document = value as TravelDocumentValue
    return [
      { name: t.type, value: t.documentType[document.documentType] },
      { name: t.number, value: <Code>{document.number}</Code> },
      { name: t.issuer, value: <Code>{document.issuingState}</Code> },
      { name: t.expiry, value: document.expiryDate === null ? t.notSaid : dateUtc(`${document.expiryDate}T00:00:00Z`) },
    ]
  }
  return Object.entries(value).map(([name, field]) => ({
    name: t.fields[name] ?? name,
    value: field === null ? t.notSaid : <Code>{Array.isArray(field) ? field.join(', ') : String(field)}</Code>,
  }))
}

function Names({ names }: { names: PersonValue['names'] }) {
  const t = textsOf('signals').one
  return (
    <ul className={classes.names}>
      {names.map((name) => (
        <li key={`${name.full} ${name.quality}`}>
          <bdi>{name.full}</bdi> <span style={{ color: 'var(--t3)' }}>{t.quality[name.quality]}</span>
        </li>
      ))}
    </ul>
  )
}

function Identifiers({ of }: { of: PersonValue['identifiers'] }) {
  const t = textsOf('signals').one
  if (of.length === 0) return t.notSaid
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
  list.length === 0 ? textsOf('signals').one.notSaid : <Code>{list.join(', ')}</Code>
const texts = (list: readonly string[]) =>
  list.length === 0 ? (
    textsOf('signals').one.notSaid
  ) : (
    <ul>
      {list.map((text) => (
        <li key={text}>
          <bdi>{text}</bdi>
        </li>
      ))}
    </ul>
  )
