import type { CaseUpload } from '@entente/contracts'
import { FactList } from '../../../parts/fact-list.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { number } from '../../../texts/numbers.ts'

/** What the platform said of the upload and its account. No more is known, and no more is asked. */
export function ContextPanel({ upload }: { upload: CaseUpload }) {
  const t = textsOf('contentCase').context
  const { media, earlierCases, findings } = upload
  const pixels = media.width !== null && media.height !== null ? t.pixels(media.width, media.height) : null
  return (
    <Panel title={t.title}>
      <FactList
        wide
        facts={[
          { name: t.platform, value: <bdi>{upload.sender}</bdi> },
          { name: t.upload, value: <bdi dir="ltr">{upload.uploadId}</bdi> },
          ...(upload.contentRef === null ? [] : [{ name: t.place, value: <bdi dir="ltr">{upload.contentRef}</bdi> }]),
          {
            name: t.account,
            value: upload.accountRef === null ? t.accountNone : <bdi dir="ltr">{upload.accountRef}</bdi>,
          },
          {
            name: t.earlier,
            value:
              earlierCases === null
                ? t.earlierUnknown
                : earlierCases === 0
                  ? t.earlierNone
                  : t.earlierCount(earlierCases),
          },
          ...(media.mediaType === null
            ? []
            : [
                {
                  name: t.size,
                  value: t.sizeOf(media.mediaType, t.bytes(number(Math.ceil((media.bytes ?? 0) / 1000))), pixels),
                },
              ]),
          ...(findings.length === 0
            ? []
            : [{ name: t.findings, value: findings.map(({ message }) => message).join(' ') }]),
        ]}
      />
    </Panel>
  )
}
