import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { findText, text } from '../texts/index.ts'
import { statedTime } from './field-words.ts'
import { endsOf, type StatedConsignment } from './use-consignment.ts'

/** Shows the legs of the route with carrier and times as sent, and the countries that the filer names. */
export function RoutePanel({ detail }: { detail: StatedConsignment }) {
  const { route, routeCountries, onward } = detail.consignment
  const ends = endsOf(detail)
  return (
    <Panel title={text('cargo.route.title')} note={ends === null ? undefined : <bdi dir="ltr">{ends}</bdi>} flush>
      {route.length === 0 ? (
        <p className={table.secondary} style={{ padding: '8px 14px' }}>
          {text('cargo.route.none')}
        </p>
      ) : (
        <DataTable
          name={text('cargo.route.title')}
          columns={[
            text('cargo.route.from'),
            text('cargo.route.to'),
            text('cargo.route.by'),
            text('cargo.route.leaves'),
            text('cargo.route.arrives'),
          ]}
          stacks
        >
          {route.map((leg, place) => {
            // If a leg does not begin where the one before ended, a part of the route is not stated.
            const gap =
              place > 0 && route[place - 1]?.to != null && leg.from !== null && route[place - 1]?.to !== leg.from
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: legs of one version keep their order
              <tr key={place}>
                <th scope="row">
                  <bdi dir="ltr">{leg.from ?? '–'}</bdi>{' '}
                  {gap && <span className={table.secondary}>{text('cargo.route.gap')}</span>}
                </th>
                <td>
                  <bdi dir="ltr">{leg.to ?? '–'}</bdi>
                </td>
                <td>
                  {leg.mode !== null && (findText(`cargo.modes.${leg.mode}`) ?? leg.mode)}{' '}
                  <bdi dir="ltr">{[leg.carrier, leg.reference].filter(Boolean).join(' ')}</bdi>
                </td>
                <td>
                  <bdi dir="ltr">{leg.departureAt === null ? '–' : statedTime(leg.departureAt)}</bdi>
                </td>
                <td>
                  <bdi dir="ltr">{leg.arrivalAt === null ? '–' : statedTime(leg.arrivalAt)}</bdi>
                </td>
              </tr>
            )
          })}
        </DataTable>
      )}
      {routeCountries.length > 0 && (
        <p className={table.secondary} style={{ padding: '8px 14px' }}>
          {text('cargo.route.countries')} <bdi dir="ltr">{routeCountries.join(' → ')}</bdi>
        </p>
      )}
      {onward && (
        <p className={table.secondary} style={{ padding: '8px 14px' }}>
          {text('cargo.route.onward')} <bdi dir="ltr">{[onward.to, onward.reference].filter(Boolean).join(' ')}</bdi>
        </p>
      )}
    </Panel>
  )
}
