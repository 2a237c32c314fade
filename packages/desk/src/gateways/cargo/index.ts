import { cargoActs, cargoPurposes, cargoReasons } from '@entente/contracts'
import { lazyRouteComponent } from '@tanstack/react-router'
import { lazy } from 'react'
import { type DecisionRules, type DeskGateway, defineDeskGateway } from '../../app/gateway.ts'
import { counted, readers, reviewers, signalReaders } from '../../app/navigation.ts'
import { paths } from './addresses/paths.ts'
import {
  capacitySearch,
  cargoMessageSearch,
  consignmentsSearch,
  inspectionsSearch,
  rulesSearch,
  versionSearch,
} from './addresses/searches.ts'
import { hitChip, movementInQueue, previewFacts } from './case/in-queue.ts'
import { absentActs, detailsOf, lacksDetails } from './details/entered-details.ts'
import { teamsOf } from './frame/teams.ts'
import { findText, text } from './texts/index.ts'

const boxIcon = { path: 'M2.5 5 8 2.2 13.5 5v6L8 13.8 2.5 11zM2.5 5 8 7.8 13.5 5M8 7.8v6' }

const ruleIcon = { path: 'M3 3.5h4l2 4.5-2 4.5H3M9 8h4.5M11.5 5.8 13.7 8l-2.2 2.2' }

const modelIcon = { path: 'M2.5 13.5v-4h3v4zM6.5 13.5v-7h3v7zM10.5 13.5v-11h3v11z' }

const tableIcon = { path: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.5 3v10' }

/** The forms of the acts, and which of them are no longer possible. */
const decisionForms = {
  absent: absentActs,
  // The queue does not need the form, but the rules of a gateway are part of every page.
  Details: lazy(async () => ({ default: (await import('./case/details-form.tsx')).DetailsForm })),
  detailsOf,
  lacksDetails,
} satisfies Partial<DecisionRules>

/** The columns and the words of a case in the queue. It has no strength: its hits may be of rules. */
const queueColumns = {
  columns: {
    who: () => text('cargo.queue.who'),
    strength: () => text('cargo.queue.because'),
    on: () => text('cargo.queue.movement'),
    from: () => text('cargo.queue.from'),
  },
  chip: ({ hits }) => hitChip(hits),
  on: movementInQueue,
  preview: previewFacts,
} satisfies Partial<DeskGateway['queue']>

/** The settings of a filer on its page of the administration. */
const filerSettings: NonNullable<DeskGateway['sender']> = {
  Fields: lazy(async () => ({ default: (await import('./sender/sender-fields.tsx')).SenderFields })),
}

/** Loads the parts of a case about goods when the first one is opened. */
const loadCase: DeskGateway['loadCase'] & object = async () => {
  const { caseParts } = await import('./case/case-parts.tsx')
  return caseParts
}

/** The cargo gateway: statements of carriers and forwarders about goods. */
export const cargo = defineDeskGateway({
  kind: 'cargo',
  findText,
  sender: filerSettings,
  entries: [
    {
      id: 'inspections',
      name: () => text('cargo.pages.inspections'),
      to: paths.inspections(),
      icon: 'circledTick',
      group: 'work',
      place: 50,
      roles: reviewers,
      teams: teamsOf.inspections,
      key: 'I',
      phone: true,
      badge: ({ inspectionsDue: count = 0 }) => (count > 0 ? text('cargo.badgeDue', { count }) : null),
      count: ({ inspectionsDue }) => counted(inspectionsDue),
    },
    {
      id: 'consignments',
      name: () => text('cargo.pages.consignments'),
      to: paths.consignments(),
      icon: boxIcon,
      group: 'records',
      place: 15,
      roles: readers,
      teams: teamsOf.goods,
    },
    {
      id: 'cargo-filers',
      name: () => text('cargo.pages.filers'),
      to: paths.cargoFilers(),
      icon: 'person',
      group: 'records',
      place: 16,
      roles: readers,
      teams: teamsOf.goods,
    },
    {
      id: 'cargo-capacity',
      name: () => text('cargo.pages.capacity'),
      to: paths.cargoCapacity(),
      icon: 'calendar',
      group: 'records',
      place: 56,
      roles: signalReaders,
      teams: teamsOf.goods,
    },
    {
      id: 'cargo-rules',
      name: () => text('cargo.pages.rules'),
      to: paths.cargoRules(),
      icon: ruleIcon,
      group: 'records',
      place: 52,
      roles: signalReaders,
      teams: teamsOf.goods,
    },
    {
      id: 'cargo-models',
      name: () => text('cargo.pages.models'),
      to: paths.cargoModels(),
      icon: modelIcon,
      group: 'records',
      place: 53,
      roles: signalReaders,
      teams: teamsOf.goods,
    },
    {
      id: 'cargo-tables',
      name: () => text('cargo.pages.tables'),
      to: paths.cargoTables(),
      icon: tableIcon,
      group: 'records',
      place: 55,
      roles: signalReaders,
      teams: teamsOf.goods,
    },
  ],
  // Inspectors see no cases, so most pages would be empty for them.
  entriesFor: (teams) => (teams.length > 0 && teams.every((team) => team === 'inspection') ? ['inspections'] : null),
  pages: [
    {
      path: '/inspections',
      search: inspectionsSearch,
      component: lazyRouteComponent(() => import('./pages/inspections/inspections-page.tsx'), 'InspectionsPage'),
    },
    {
      path: '/inspections/$id',
      component: lazyRouteComponent(() => import('./pages/inspection/inspection-page.tsx'), 'InspectionPage'),
    },
    {
      path: '/consignments',
      search: consignmentsSearch,
      component: lazyRouteComponent(() => import('./pages/consignments/consignments-page.tsx'), 'ConsignmentsPage'),
    },
    {
      path: '/consignments/$id',
      component: lazyRouteComponent(() => import('./pages/consignment/consignment-page.tsx'), 'ConsignmentPage'),
    },
    {
      path: '/cargo/messages/$id',
      search: cargoMessageSearch,
      component: lazyRouteComponent(() => import('./pages/message/message-page.tsx'), 'MessagePage'),
    },
    {
      path: '/cargo/messages/$id/undeclared',
      component: lazyRouteComponent(() => import('./pages/message/undeclared-page.tsx'), 'UndeclaredPage'),
    },
    {
      path: '/cargo/capacity',
      search: capacitySearch,
      component: lazyRouteComponent(() => import('./pages/capacity/capacity-page.tsx'), 'CapacityPage'),
    },
    {
      path: '/cargo/filers',
      component: lazyRouteComponent(() => import('./pages/filers/filers-page.tsx'), 'FilersPage'),
    },
    {
      path: '/cargo/filers/$id',
      component: lazyRouteComponent(() => import('./pages/filers/filer-page.tsx'), 'FilerPage'),
    },
    {
      path: '/cargo/rules',
      search: rulesSearch,
      component: lazyRouteComponent(() => import('./pages/rules/rules-page.tsx'), 'RulesPage'),
    },
    {
      path: '/cargo/rules/new',
      component: lazyRouteComponent(() => import('./pages/rules/rule-page.tsx'), 'NewRulePage'),
    },
    {
      path: '/cargo/rules/$id',
      search: versionSearch,
      component: lazyRouteComponent(() => import('./pages/rules/rule-page.tsx'), 'RulePage'),
    },
    {
      path: '/cargo/models',
      component: lazyRouteComponent(() => import('./pages/models/models-page.tsx'), 'ModelsPage'),
    },
    {
      path: '/cargo/models/$id',
      component: lazyRouteComponent(() => import('./pages/models/model-page.tsx'), 'ModelPage'),
    },
    {
      path: '/cargo/tables',
      component: lazyRouteComponent(() => import('./pages/tables/tables-page.tsx'), 'TablesPage'),
    },
    {
      path: '/cargo/tables/$kind',
      search: versionSearch,
      component: lazyRouteComponent(() => import('./pages/tables/table-page.tsx'), 'TablePage'),
    },
  ],
  stale: {
    'consignment.changed': ['/v1/cargo/consignments'],
    'rule.changed': ['/v1/cargo/rules'],
    'cargo-table.changed': ['/v1/cargo/tables'],
    'draw.changed': ['/v1/cargo/draws', '/v1/cargo/capacity'],
    'inspection.changed': ['/v1/cargo/inspections', '/v1/badges'],
  },
  decision: {
    outcomes: ['no-action', 'further-check', 'adverse'],
    acts: cargoActs,
    reasons: cargoReasons,
    sendsAct: true,
    ...decisionForms,
  },
  loadCase,
  queue: {
    name: () => text('cargo.queue.name'),
    purposes: cargoPurposes,
    // Filings name firms and vessels, without birth dates, passports and nationalities.
    evidenceCells: [{ id: 'name', filter: false }],
    ...queueColumns,
    emptyLinks: () => [{ to: paths.consignments(), label: text('cargo.queue.emptyConsignments') }],
  },
})
