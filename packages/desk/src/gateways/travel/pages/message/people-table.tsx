import type { Person } from '@entente/contracts'
import { useState } from 'react'
import table from '../../../../parts/data-table.module.css'
import { PersonRef } from '../../../../parts/person-ref.tsx'
import { partialDate } from '../../../../texts/times.ts'
import { visibleControls } from '../../messages/mark-segment.ts'
import { findText, text } from '../../texts/index.ts'
import classes from './message.module.css'

const firstRows = 200
const columns = ['name', 'birth', 'nationality', 'sex', 'document', 'seat', 'locator', 'rules'] as const

/** Lists the people of a reading. A value that the reader changed is shown with the sent value and the rule. */
export function PeopleTable({
  people,
  ofReservation = false,
  onFind,
}: {
  people: Person[]
  /** True if the page shows the reservation above the table, so that rows do not repeat it. */
  ofReservation?: boolean
  onFind: (surname: string | null, given: string | null) => void
}) {
  const [count, setCount] = useState(firstRows)
  const left = people.length - count
  return (
    <>
      <table className={table.table}>
        <thead>
          <tr>
            {columns
              .filter((field) => field !== 'locator' || !ofReservation)
              .map((field) => (
                <th key={field} scope="col">
                  {text(`travel.message.read.fields.${field}`)}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {people.slice(0, count).map((person, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: people of one reading keep their order
            <PersonRow key={place} person={person} ofReservation={ofReservation} onFind={onFind} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <button type="button" className={classes.more} onClick={() => setCount(count + firstRows)}>
          {text('travel.message.read.more', { count: Math.min(left, firstRows) })}
        </button>
      )}
    </>
  )
}

function PersonRow({
  person,
  ofReservation,
  onFind,
}: {
  person: Person
  ofReservation: boolean
  onFind: (surname: string | null, given: string | null) => void
}) {
  const name = [person.surname, [person.given, person.middle].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return (
    <tr>
      <th scope="row">
        {name === '' ? text('travel.message.read.unknown') : <PersonRef name={name} />}{' '}
        {name !== '' && (
          <button
            type="button"
            className={classes.find}
            onClick={() => onFind(person.surname, person.given)}
            aria-label={text('travel.message.read.findName', { name })}
          >
            {text('travel.message.read.find')}
          </button>
        )}
      </th>
      <td className={classes.whole}>{person.birthDate ? partialDate(person.birthDate) : <Unknown />}</td>
      <td className={classes.whole}>{person.nationality ?? <Unknown />}</td>
      <td className={classes.whole}>{person.sex ?? <Unknown />}</td>
      <td className={classes.whole}>
        {person.documents.length === 0 && <Unknown />}
        {person.documents.map((document, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: documents of one person keep their order
          <div key={place}>
            {document.number === null ? <Unknown /> : <bdi className="mono">{visibleControls(document.number)}</bdi>}{' '}
            <span className={classes.dim}>{[document.type, document.issuer].filter(Boolean).join(' ')}</span>
          </div>
        ))}
      </td>
      <td>{person.seat ?? '–'}</td>
      {!ofReservation && <td>{person.references.recordLocator ?? '–'}</td>}
      <td className={table.wrap}>{person.derived.length > 0 && <Rules derived={person.derived} />}</td>
    </tr>
  )
}

/** Lists the values that the reader changed, with the rule. The list opens on request, because most rows have the same changes. */
function Rules({ derived }: { derived: Person['derived'] }) {
  return (
    <details className={classes.rules}>
      <summary>{text('travel.message.read.ruleCount', { count: derived.length })}</summary>
      <ul>
        {derived.map((each) => (
          <li key={each.field + each.rule}>
            <bdi>
              {text('travel.message.read.rule', {
                field: fieldName(each.field),
                literal: each.literal,
                rule: findText(`travel.message.read.rules.${each.rule}`) ?? each.rule.replaceAll('-', ' '),
              })}
            </bdi>
          </li>
        ))}
      </ul>
    </details>
  )
}
/** Describes the path of a field in the reading: `documents/0/birthDate` is the birth date of document 1. */
function fieldName(field: string): string {
  const [, document, own] = /^\/?documents\/(\d+)\/(.+)$/.exec(field) ?? []
  const name = own ?? field
  const words = findText(`travel.message.read.fieldNames.${name}`) ?? name
  return document === undefined
    ? words
    : text('travel.message.read.ofDocument', { place: Number(document) + 1, field: words })
}
function Unknown() {
  return <span className={classes.dim}>{text('travel.message.read.unknown')}</span>
}
