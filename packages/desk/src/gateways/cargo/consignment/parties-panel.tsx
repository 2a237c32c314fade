import type { CargoParty, CargoSighting, CargoSightingList } from '@entente/contracts'
import { useRead } from '../../../app/query.ts'
import { countryName } from '../../../evidence/country-name.ts'
import { Chip } from '../../../parts/chip.tsx'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { list } from '../../../texts/lists.ts'
import { partialDate } from '../../../texts/times.ts'
import { findText, text } from '../texts/index.ts'
import { FindPlace } from './find-place.tsx'
import classes from './parties.module.css'
import { consignmentPath, type StatedConsignment } from './use-consignment.ts'

interface Props {
  detail: StatedConsignment
  /** The address of the comparison with a signal, by the id of the party in the case: its role, and its place in the role from 2 on. */
  hits?: ReadonlyMap<string, { to: string; place: number }>
  caseId?: string | undefined
}

/**
 * Shows the parties role by role, with their marks: to order, same as another role, also in another role, a forwarder in the place of the
 * consignee. Consignor and consignee also say how often they were seen before, and under the other of these roles.
 */
export function PartiesPanel({ detail, hits, caseId }: Props) {
  const { parties } = detail.consignment
  const path = `${consignmentPath(detail.id)}/sightings`
  const seen = useRead<CargoSightingList>(path, {}, { enabled: !detail.masked }).data?.items ?? []
  const counts = new Map<string, number>()
  return (
    <Panel title={text('cargo.parties.title')} note={parties.length} flush>
      {parties.length === 0 ? (
        <p className={table.secondary} style={{ padding: '8px 14px' }}>
          {text('cargo.parties.none')}
        </p>
      ) : (
        <DataTable
          name={text('cargo.parties.title')}
          columns={[
            text('cargo.parties.role'),
            text('cargo.parties.name'),
            text('cargo.parties.address'),
            text('cargo.parties.ids'),
          ]}
          stacks
        >
          {parties.map((party, place) => {
            const isCompared = party.name !== null && !party.toOrder && party.sameAs === null
            const nth = (counts.get(party.role) ?? 0) + (isCompared ? 1 : 0)
            counts.set(party.role, nth)
            const hit = isCompared ? hits?.get(nth === 1 ? party.role : `${party.role}-${nth}`) : undefined
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: parties of one version keep their order
              <tr key={place}>
                <td>{findText(`cargo.roles.${party.role}`) ?? party.role}</td>
                <th scope="row" className={table.wrap}>
                  <bdi>{party.name ?? '–'}</bdi> <Marks party={party} parties={parties} />
                  {!detail.masked && party.name !== null && (
                    <FindPlace consignmentId={detail.id} at={`/parties/${place}/name`} caseId={caseId} />
                  )}
                  <Seen sightings={seenAs(party, parties, seen)} />
                  {hit && (
                    <>
                      {' '}
                      <GoLink to={hit.to}>{text('cargo.parties.hit', { place: hit.place })}</GoLink>
                    </>
                  )}
                </th>
                <td className={table.wrap}>
                  <bdi>{addressOf(party)}</bdi>
                </td>
                <td className={table.wrap}>
                  <bdi>{numbersOf(party)}</bdi>
                </td>
              </tr>
            )
          })}
        </DataTable>
      )}
      <SeenTogether sightings={seen} />
    </Panel>
  )
}

/** The sightings of a party as the other one of these two roles. */
const asOther: Readonly<Record<string, CargoSighting['kind']>> = {
  consignor: 'consignorAsConsignee',
  consignee: 'consigneeAsConsignor',
}

/** Returns the sightings of a party: only the first consignor and the first consignee are counted. */
function seenAs(party: CargoParty, parties: readonly CargoParty[], seen: readonly CargoSighting[]): CargoSighting[] {
  if (party !== parties.find(({ role }) => role === party.role)) return []
  return seen.filter(({ kind }) => kind === party.role || kind === asOther[party.role])
}

const seenWords = ({ consignments, filers, since }: CargoSighting): string =>
  since === null
    ? text('cargo.seen.first')
    : text('cargo.seen.before', { count: consignments, since: partialDate(since.slice(0, 7)), filers })

function Seen({ sightings }: { sightings: readonly CargoSighting[] }) {
  return sightings.map((sighting) => (
    <span key={sighting.kind} className={classes.seen}>
      {sighting.kind === 'consignorAsConsignee' && `${text('cargo.seen.kinds.consignorAsConsignee')} `}
      {sighting.kind === 'consigneeAsConsignor' && `${text('cargo.seen.kinds.consigneeAsConsignor')} `}
      {seenWords(sighting)}
    </span>
  ))
}

/** Says how often both parties, the route, and the goods for this consignee were seen before. */
function SeenTogether({ sightings }: { sightings: readonly CargoSighting[] }) {
  const shown = sightings.filter(({ kind }) => kind === 'pair' || kind === 'route' || kind === 'hsForConsignee')
  if (shown.length === 0) return null
  return (
    <ul className={classes.together}>
      {shown.map((sighting) => (
        <li key={`${sighting.kind} ${sighting.code}`}>
          {text(`cargo.seen.kinds.${sighting.kind as 'pair'}`, { code: sighting.code ?? '' })} {seenWords(sighting)}
        </li>
      ))}
    </ul>
  )
}

function Marks({ party, parties }: { party: CargoParty; parties: readonly CargoParty[] }) {
  const isForwarder =
    party.role === 'consignee' &&
    party.name !== null &&
    parties.some(({ role, name }) => (role === 'agent' || role === 'representative') && name === party.name)
  const also = otherRolesOf(party, parties).map((role) => findText(`cargo.roles.${role}`) ?? role)
  return (
    <>
      {also.length > 0 && (
        <Chip tone="plain" icon="same">
          {text('cargo.parties.also', { roles: list(also) })}
        </Chip>
      )}
      {party.toOrder && (
        <Chip tone="warn" icon="circledI">
          {text('cargo.parties.toOrder')}
        </Chip>
      )}
      {party.sameAs !== null && (
        <Chip tone="plain" icon="same">
          {text('cargo.parties.sameAs', { role: findText(`cargo.roles.${party.sameAs}`) ?? party.sameAs })}
        </Chip>
      )}
      {isForwarder && (
        <Chip tone="warn" icon="circledI">
          {text('cargo.parties.forwarder')}
        </Chip>
      )}
    </>
  )
}

const addressOf = ({ street, postcode, city, subdivision, country }: CargoParty): string =>
  [street, [postcode, city].filter(Boolean).join(' '), subdivision, country && countryName(country)]
    .filter(Boolean)
    .join(', ') || '–'

const numbersOf = ({ id, accountId, iataAgentCode, taxIds, contacts }: CargoParty): string =>
  [id, accountId, iataAgentCode, ...taxIds.map(({ value }) => value), ...contacts.map(({ value }) => value)]
    .filter(Boolean)
    .join(' · ') || '–'

/** Returns a name or a number without case, accents, signs and blanks. */
const plain = (text: string | null): string =>
  (text ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')

/** Tests whether two parties are the same by their data: an equal number, or an equal name, and no different countries. */
function isSame(one: CargoParty, other: CargoParty): boolean {
  const isAbroad = one.country !== null && other.country !== null && one.country !== other.country
  const [name, id] = [plain(one.name), plain(one.id)]
  return !isAbroad && ((name !== '' && name === plain(other.name)) || (id !== '' && id === plain(other.id)))
}

/**
 * Returns the other roles that a party has in the same consignment, each once, in the order of the parties. Returns none for a bearer,
 * and none for a party with `sameAs`, which has a chip of its own.
 */
export function otherRolesOf(party: CargoParty, parties: readonly CargoParty[]): CargoParty['role'][] {
  if (party.toOrder || party.sameAs !== null) return []
  const found = parties.filter((other) => other.role !== party.role && !other.toOrder && isSame(party, other))
  return [...new Set(found.map(({ role }) => role))]
}
