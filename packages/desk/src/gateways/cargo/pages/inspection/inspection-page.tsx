import type { InspectionDetail } from '@entente/contracts'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { useRead } from '../../../../app/query.ts'
import { useMe, useZone } from '../../../../app/session.ts'
import { WrongPurpose } from '../../../../app/wrong-purpose.tsx'
import { Chip } from '../../../../parts/chip.tsx'
import { useNow } from '../../../../parts/clock.ts'
import { FactList } from '../../../../parts/fact-list.tsx'
import { useGo } from '../../../../parts/go.ts'
import { useKeys } from '../../../../parts/keys.ts'
import { Masked } from '../../../../parts/masked.tsx'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { number } from '../../../../texts/numbers.ts'
import { clockOn } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { pathWords } from '../../consignment/field-words.ts'
import { InspectionStateChip, laneChips, Reasons } from '../../inspection/inspection-state.tsx'
import { findText, text } from '../../texts/index.ts'
import classes from './inspection.module.css'
import { Photos } from './photos.tsx'
import { ResultForm } from './result-form.tsx'
import { Results } from './results.tsx'
import { Words } from './words.tsx'

/** Shows one inspection order with the form for its result. It works on a phone at the quay. */
export function InspectionPage() {
  const { purpose } = useMe()
  const id = usePathPart('id')
  const go = useGo()
  const read = useRead<InspectionDetail>(`/v1/cargo/inspections/${id}`, {}, { enabled: purpose === 'customs-security' })
  useKeys([{ keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(paths.inspections()) }])
  const { data: order } = read
  return (
    <Page
      title={text('cargo.inspection.one')}
      label={text('cargo.inspection.one')}
      head={
        <ObjectHead
          crumbs={[{ to: paths.inspections(), label: text('cargo.pages.inspections') }]}
          title={order ? <bdi>{order.goods.description ?? order.key}</bdi> : text('cargo.inspection.one')}
          chips={
            order && (
              <>
                <Chip {...laneChips[order.lane]}>{text(`cargo.inspection.lanes.${order.lane}`)}</Chip>
                <InspectionStateChip order={order} />
              </>
            )
          }
          facts={order && <bdi dir="ltr">{order.key}</bdi>}
        />
      }
    >
      {purpose === 'customs-security' ? (
        <ReadState read={read} rows={10} height={34} />
      ) : (
        <WrongPurpose for={['customs-security']} />
      )}
      {order && (
        <div className={classes.panels}>
          <Goods order={order} />
          <Results order={order} />
          {order.may.record && <ResultForm order={order} corrects={null} />}
          <Photos order={order} />
          {order.words.length > 0 && <Words order={order} />}
        </div>
      )}
    </Page>
  )
}

function Goods({ order }: { order: InspectionDetail }) {
  const { goods, masked } = order
  const zone = useZone()
  const now = useNow(60_000)
  const unknown = text('cargo.inspection.notStated')
  const list = (values: readonly string[]) => (values.length === 0 ? unknown : <bdi dir="ltr">{values.join(', ')}</bdi>)
  const count = (value: number | null) => (value === null ? unknown : number(value))
  return (
    <Panel title={text('cargo.inspection.what')}>
      <FactList
        facts={[
          { name: text('cargo.inspection.why'), value: <Reasons reasons={order.reasons} /> },
          ...(order.focus.length === 0
            ? []
            : [{ name: text('cargo.inspection.focus'), value: order.focus.map(pathWords).join('; ') }]),
          ...(order.method === null
            ? []
            : [
                {
                  name: text('cargo.inspection.method'),
                  value: findText(`cargo.details.methods.${order.method}`) ?? order.method,
                },
              ]),
          {
            name: text('cargo.inspection.arrival'),
            value: (
              <>
                {order.dueAt === null ? text('cargo.inspection.noArrival') : clockOn(order.dueAt, zone, now)}{' '}
                {order.place !== null && <bdi dir="ltr">{order.place}</bdi>}{' '}
                {order.conveyance !== null && <bdi dir="ltr">{order.conveyance}</bdi>}
              </>
            ),
          },
          { name: text('cargo.inspection.pieces'), value: count(goods.pieces) },
          { name: text('cargo.inspection.packages'), value: count(goods.packages) },
          { name: text('cargo.inspection.mass'), value: count(goods.grossKg) },
          { name: text('cargo.inspection.hsCodes'), value: list(goods.hsCodes) },
          { name: text('cargo.inspection.unNumbers'), value: list(goods.unNumbers) },
          { name: text('cargo.inspection.equipment'), value: list(goods.equipmentIds) },
          { name: text('cargo.inspection.seals'), value: masked ? <Masked /> : list(goods.seals) },
          ...goods.parties.map(({ role, name, country }) => ({
            name: findText(`cargo.roles.${role}`) ?? role,
            value: masked ? (
              <Masked />
            ) : (
              <>
                <bdi>{name ?? unknown}</bdi> {country !== null && <bdi dir="ltr">{country}</bdi>}
              </>
            ),
          })),
        ]}
      />
    </Panel>
  )
}
