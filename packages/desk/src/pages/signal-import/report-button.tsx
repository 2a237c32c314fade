import type { ImportPreview } from '@entente/contracts'
import { Button } from '@mantine/core'
import { saveFile } from '../../parts/save-file.ts'
import { textsOf } from '../../texts/catalogue.ts'

/** Saves what the check found as a file, for whoever made the list. */
export function ReportButton({ preview }: { preview: ImportPreview }) {
  const t = textsOf('signalImport')
  const { changes, trial, ...report } = preview
  return (
    <Button
      variant="default"
      size="compact-xs"
      h={24}
      onClick={() =>
        saveFile(
          t.report.file(preview.listId.slice(0, 8), preview.at.slice(0, 10)),
          'application/json',
          JSON.stringify(report, null, 2),
        )
      }
    >
      {t.download}
    </Button>
  )
}
