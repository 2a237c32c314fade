import { ListHead } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import { type Regime, RegimesTable } from '../../app/regimes-table.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { AdminFrame } from './admin-frame.tsx'

/** Lists the legal regimes, which set masking, deletion and purposes. They are part of the node's configuration and cannot be changed here. */
export function RegimesPage() {
  const read = useRead<Regime[]>('/v1/retention/regimes')
  return (
    <AdminFrame
      title={text('admin.tabs.regimes')}
      flush
      head={<ListHead title={text('admin.title')}>{text('admin.regimes.what')}</ListHead>}
    >
      <ReadState read={read} rows={8} />
      {read.data && read.data.length > 0 && <RegimesTable regimes={read.data} />}
    </AdminFrame>
  )
}
