import { Skeleton } from '@mantine/core'
import { Page } from '../../app/page.tsx'
import { textsOf } from '../../texts/catalogue.ts'

/** The page in its final geometry while the case is being read. */
export function CaseSkeleton() {
  const t = textsOf('caseTexts')
  return (
    <Page
      title={textsOf('shell').pages.queue}
      label={t.label}
      head={<Skeleton h={64} w={420} animate={false} />}
      bar={<Skeleton h={20} w={300} mt={8} ml={8} animate={false} />}
      aside={<Skeleton h={460} animate={false} />}
      asideLabel={textsOf('decision').title}
    >
      <Skeleton h={246} mb={12} animate={false} />
      <Skeleton h={196} mb={12} animate={false} />
      <Skeleton h={126} animate={false} />
    </Page>
  )
}
