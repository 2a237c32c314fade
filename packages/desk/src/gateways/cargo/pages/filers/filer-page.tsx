import type { CargoFilerDetail } from '@entente/contracts'
import { Page } from '../../../../app/page.tsx'
import { usePathPart } from '../../../../app/page-address.ts'
import { useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import { WrongPurpose } from '../../../../app/wrong-purpose.tsx'
import { useChartView } from '../../../../parts/charts/chart-panel.tsx'
import { Chip } from '../../../../parts/chip.tsx'
import { FactList } from '../../../../parts/fact-list.tsx'
import { Folded } from '../../../../parts/folded.tsx'
import { useGo } from '../../../../parts/go.ts'
import { useKeys } from '../../../../parts/keys.ts'
import { ObjectHead } from '../../../../parts/object-head.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { list } from '../../../../texts/lists.ts'
import { number } from '../../../../texts/numbers.ts'
import { paths } from '../../addresses/paths.ts'
import { percent } from '../../consignment/lane-chip.tsx'
import { text } from '../../texts/index.ts'
import { CodesPanel } from './codes-panel.tsx'
import classes from './filers.module.css'
import { MonthsChart } from './months-chart.tsx'
import { OpenQuestions } from './open-questions.tsx'

/** Shows one filer: the quality of its data, its defects over time, late filings, questions, answers and results of inspections. */
export function FilerPage() {
  const id = usePathPart('id')
  const go = useGo()
  const { purpose, role } = useMe()
  const isAllowed = purpose === 'customs-security' || role === 'oversight'
  const read = useRead<CargoFilerDetail>(`/v1/cargo/filers/${id}`, {}, { enabled: isAllowed })
  const view = useChartView()
  useKeys([{ keys: 'Escape', label: text('shell.keyNames.close'), act: () => go(paths.cargoFilers()) }])
  const filer = read.data
  return (
    <Page
      title={text('cargo.list.filer')}
      label={text('cargo.list.filer')}
      head={
        <ObjectHead
          crumbs={[{ to: paths.cargoFilers(), label: text('cargo.pages.filers') }]}
          title={filer ? <bdi>{filer.filerName}</bdi> : text('cargo.list.filer')}
          chips={
            filer && (
              <Chip tone="plain" icon={filer.tier === 'known' ? 'circledTick' : 'dash'}>
                {text(`cargo.filers.tiers.${filer.tier}`)}
              </Chip>
            )
          }
          facts={filer && <Settings filer={filer} />}
        />
      }
    >
      {!isAllowed && <WrongPurpose for={['customs-security']} />}
      {isAllowed && <ReadState read={read} rows={8} />}
      {filer && (
        <>
          <Figures filer={filer} />
          <MonthsChart filer={filer} view={view} />
          <CodesPanel filer={filer} />
          <OpenQuestions filer={filer} />
          <Letter filer={filer} />
        </>
      )}
    </Page>
  )
}

function Settings({ filer: { kind, carriers, hasWebhook } }: { filer: CargoFilerDetail }) {
  return (
    <>
      <span>{text(`cargo.filers.kinds.${kind}`)}</span>
      {carriers.length > 0 && (
        <span>
          {text('cargo.filers.carriers')} <bdi dir="ltr">{carriers.join(', ')}</bdi>
        </span>
      )}
      <span>{hasWebhook ? text('cargo.filers.webhook') : text('cargo.filers.pulls')}</span>
    </>
  )
}

/** The figures in words. A share of few consignments says little, so the counts stand beside it. */
function Figures({ filer: { quality, filings, questions, inspections, answers } }: { filer: CargoFilerDetail }) {
  const notMeasured = text('cargo.filers.notMeasured')
  return (
    <Panel title={text('cargo.filers.figures')}>
      <FactList
        wide
        facts={[
          {
            name: text('cargo.filers.quality'),
            value:
              quality === null
                ? notMeasured
                : text('cargo.filers.qualityWhat', {
                    share: percent(quality.quality),
                    n: quality.withErrors,
                    all: quality.consignments,
                  }),
          },
          {
            name: text('cargo.filers.late'),
            value:
              filings === null
                ? notMeasured
                : text('cargo.filers.lateWhat', {
                    share: filings.timed === 0 ? percent(0) : percent(filings.late / filings.timed),
                    n: filings.late,
                    all: filings.timed,
                  }),
          },
          { name: text('cargo.questions.title'), value: text('cargo.filers.questionsWhat', { ...questions }) },
          {
            name: text('cargo.answers.title'),
            value: text('cargo.filers.answersWhat', {
              sent: answers.delivered + answers.pulled,
              pulled: answers.pulled,
              waiting: answers.waiting,
              failed: answers.failed,
            }),
          },
          { name: text('cargo.inspection.title'), value: text('cargo.filers.inspectionsWhat', { ...inspections }) },
          {
            name: text('cargo.filers.notMade'),
            value: number(inspections.notInspected),
          },
        ]}
      />
    </Panel>
  )
}

/** The codes that the text of a letter names. */
const codesInLetter = 5

/** Shows a text for a letter to the filer. It has its own figures only. */
function Letter({ filer: { quality, filings, questions, codes } }: { filer: CargoFilerDetail }) {
  if (quality === null || filings === null) return null
  return (
    <div className={classes.apart}>
      <Folded title={text('cargo.filers.letter')}>
        <p className={classes.said}>{text('cargo.filers.letterWhat')}</p>
        <p className={classes.letter}>
          {text('cargo.filers.letterData', { n: quality.withErrors, all: quality.consignments })}{' '}
          {filings.timed > 0 && text('cargo.filers.letterLate', { late: filings.late, timed: filings.timed })}{' '}
          {codes.length > 0 &&
            text('cargo.filers.letterCodes', {
              codes: list(codes.slice(0, codesInLetter).map(({ code }) => code)),
            })}{' '}
          {text('cargo.filers.letterQuestions', { open: questions.open, missed: questions.missed })}
        </p>
      </Folded>
    </div>
  )
}
