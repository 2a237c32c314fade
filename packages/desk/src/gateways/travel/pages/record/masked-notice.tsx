import type { TravellerRecord } from '@entente/contracts'
import { Icon } from '../../../../parts/icon.tsx'
import { text } from '../../texts/index.ts'
import { afterSixMonths } from './after-six-months.ts'
import classes from './record.module.css'

/** Says why the values are gone, and that they are nowhere else either. */
export function MaskedNotice({ record }: { record: TravellerRecord }) {
  const first = record.versions.map((version) => version.at).toSorted()[0]
  const head =
    first !== undefined && record.maskAt !== null && afterSixMonths(first, record.maskAt)
      ? text('travel.record.maskedHead')
      : text('travel.record.maskedHeadOther')
  return (
    <div className={classes.notice}>
      <Icon name="hatched" />
      <div>
        <p className={classes.noticeHead}>{head}</p>
        <p>{text('travel.record.maskedWhat')}</p>
      </div>
    </div>
  )
}
