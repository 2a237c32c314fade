import { CopyAndClose } from '../parts/copy-and-close.tsx'
import { text } from '../texts/text.ts'

interface Props {
  codes: readonly string[]
  onKept: () => void
}

/** Shows recovery codes, which cannot be shown again. It closes only after the person confirms that the codes were kept. */
export function RecoveryCodeList({ codes, onKept }: Props) {
  return (
    <div>
      <p>{text('sign-in.recovery.note')}</p>
      <ol aria-label={text('sign-in.recovery.title')} style={{ fontFamily: 'var(--mono)', marginBlock: 12 }}>
        {codes.map((code) => (
          <li key={code}>
            <bdi dir="ltr">{code}</bdi>
          </li>
        ))}
      </ol>
      <CopyAndClose secret={codes.join('\n')} close={text('sign-in.recovery.kept')} onClose={onKept} />
    </div>
  )
}
