import { Button } from '@mantine/core'
import table from './data-table.module.css'
import { Instant } from './instant.tsx'

interface Props {
  lastUsedAt: string | null
  /** The words for a credential without a use. */
  neverUsed: string
  /** The label of the button. */
  end: string
  /** The name of the button for screen readers, with the credential. */
  endName: string
  onEnd: () => void
}

/** The last two cells of a row about a key or a credential: its last use, and the button that ends it. */
export function UseCells({ lastUsedAt, neverUsed, end, endName, onEnd }: Props) {
  return (
    <>
      <td>{lastUsedAt === null ? <span className={table.dim}>{neverUsed}</span> : <Instant at={lastUsedAt} />}</td>
      <td>
        <Button variant="default" size="compact-xs" h={24} aria-label={endName} onClick={onEnd}>
          {end}
        </Button>
      </td>
    </>
  )
}
