import type { ImportPreview } from '@entente/contracts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'

/** Findings about the file that do not reject an entry. */
export function Findings({ preview }: { preview: ImportPreview }) {
  if (preview.findings.length === 0) return null
  return (
    <Panel title={text('signal-import.findings')} note={preview.findings.length} flush>
      <DataTable
        name={text('signal-import.findings')}
        columns={[text('signal-import.column.where'), text('signal-import.column.reason')]}
      >
        {preview.findings.map((finding, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings have no identity but their place
          <tr key={place}>
            <td className="mono">
              <bdi dir="ltr">{placeOf(finding.position, finding.at)}</bdi>
            </td>
            <td className={table.wrap}>
              <bdi>{finding.message}</bdi> <code className={table.secondary}>{finding.code}</code>
            </td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}

const placeOf = (position: Record<string, unknown> | null, at: string | null): string => {
  const line = position?.line
  return typeof line === 'number' ? String(line) : (at ?? '–')
}
