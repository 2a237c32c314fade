import type { ImportPreview } from '@entente/contracts'
import { Button } from '@mantine/core'
import { saveFile } from '../../parts/save-file.ts'
import { text } from '../../texts/text.ts'

/** Saves what the check found as a file, for whoever made the list. */
export function ReportButton({ preview }: { preview: ImportPreview }) {
  const { changes, trial, ...report } = preview
  return (
    <Button
      variant="default"
      size="compact-xs"
      h={24}
      onClick={() =>
        saveFile(
          text('signal-import.report.file', { list: preview.listId.slice(0, 8), at: preview.at.slice(0, 10) }),
          'application/json',
          JSON.stringify(report, null, 2),
        )
      }
    >
      {text('signal-import.download')}
    </Button>
  )
}
