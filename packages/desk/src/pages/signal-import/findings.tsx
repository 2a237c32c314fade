import type { ImportPreview } from '@entente/contracts'
import table from '../../parts/data-table.module.css'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'

/** What was odd in the file without keeping anything out. */
export function Findings({ preview }: { preview: ImportPreview }) {
  if (preview.findings.length === 0) return null
  return (
    <Panel title={text('signal-import.findings')} note={preview.findings.length} flush>
      <table className={table.table}>
        <caption className="visually-hidden">{text('signal-import.findings')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('signal-import.column.where')}</th>
            <th scope="col">{text('signal-import.column.why')}</th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </Panel>
  )
}

const placeOf = (position: Record<string, unknown> | null, at: string | null): string => {
  const line = position?.line
  return typeof line === 'number' ? String(line) : (at ?? '–')
}
