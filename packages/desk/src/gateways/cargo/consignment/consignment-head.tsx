import { GoLink } from '../../../parts/go-link.tsx'
import lines from '../../../parts/lines.module.css'
import { instantHere } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { findText, text } from '../texts/index.ts'
import { mass } from './field-words.ts'
import { endsOf, type StatedConsignment } from './use-consignment.ts'

interface Props {
  detail: StatedConsignment
  /** The times of loading and arrival of the goods; absent if the node does not know them. */
  loadsAt?: string | null | undefined
}

/** Shows the facts of a consignment in one line: key, level, route, conveyance, mass, pieces. */
export function ConsignmentFacts({ detail, loadsAt }: Props) {
  const { consignment, conveyance, mode, level } = detail
  const ends = endsOf(detail)
  const pieces = consignment.totalPieces ?? consignment.pieces ?? consignment.packages
  return (
    <ul className={lines.facts}>
      <li>
        <GoLink to={paths.consignment(detail.id)}>
          <bdi dir="ltr">{detail.key}</bdi>
        </GoLink>{' '}
        {text(`cargo.level.${level}`)}
      </li>
      {mode !== null && <li>{findText(`cargo.modes.${mode}`) ?? mode}</li>}
      {ends !== null && (
        <li>
          <bdi dir="ltr">{ends}</bdi>
        </li>
      )}
      {conveyance?.reference && (
        <li>
          <bdi dir="ltr">
            {conveyance.carrier} {conveyance.reference}
          </bdi>{' '}
          <bdi>{conveyance.name}</bdi>
        </li>
      )}
      {consignment.grossKg !== null && <li>{mass(consignment.grossKg)}</li>}
      {pieces !== null && <li>{text('cargo.units.pieces', { count: pieces })}</li>}
      {loadsAt && <li>{text('cargo.record.loads', { when: instantHere(loadsAt) })}</li>}
      <Related detail={detail} />
    </ul>
  )
}

/** Links to the master and the houses, and names those that are missing. */
function Related({ detail: { master, houses, status, level, consignment } }: { detail: StatedConsignment }) {
  const isAlone = status === 'partial'
  return (
    <>
      {master && (
        <li>
          {text('cargo.record.master')}{' '}
          <GoLink to={paths.consignment(master.id)}>
            <bdi dir="ltr">{master.key}</bdi>
          </GoLink>
        </li>
      )}
      {houses.length > 0 && <li>{text('cargo.record.houses', { count: houses.length })}</li>}
      {isAlone && level === 'house' && !master && (
        <li>
          {text('cargo.record.masterMissing')} <bdi dir="ltr">{consignment.masterId}</bdi>
        </li>
      )}
      {isAlone && level === 'master' && houses.length === 0 && <li>{text('cargo.record.housesMissing')}</li>}
    </>
  )
}
