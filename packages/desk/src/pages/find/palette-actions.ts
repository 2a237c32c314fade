import type { CaseRow, Me } from '@entente/contracts'
import type { DeskGateway, FindItem } from '../../app/gateway.ts'
import { entriesOf, reviewers } from '../../app/navigation.ts'
import { paths } from '../../app/paths.ts'
import { askForm, type CaseForm } from '../../decision/asked-form.ts'
import type { IconName, IconShape } from '../../parts/icon.tsx'
import { languageNames } from '../../texts/language.ts'
import { text } from '../../texts/text.ts'
import { languageForm, type PaletteForm, purposeForm, schemeForm, takeForm } from './palette-forms.ts'

/** An item of the palette. Without `form`, choosing it opens the page `to`. */
export interface PaletteItem extends FindItem {
  icon?: IconName | IconShape
  /** Further words by which it is found. */
  also?: readonly string[]
  /** The key that does the same. */
  keys?: string
  /** Shows a form in the palette. */
  form?: () => PaletteForm
  /** The page that an action opens. The `to` of an action only tells it from others. */
  opens?: string
  /** Asks for a form of that page. */
  ask?: () => void
}

/** Returns the pages that the person may open from the navigation, and their preferences. */
export const pageItems = (me: Me, gateways: readonly DeskGateway[]): PaletteItem[] => [
  ...entriesOf(me.role, gateways, me.teams).map((entry) => ({
    type: 'page',
    to: entry.to,
    label: entry.name(),
    icon: entry.icon,
    ...(entry.key && { keys: `G ${entry.key}` }),
  })),
  { type: 'page', to: paths.me(), label: text('shell.preferences'), icon: 'person', keys: 'G P' },
  ...(me.role === 'signal-officer'
    ? [
        { type: 'page', to: paths.signalNew(), label: text('signals.newSignal'), icon: 'plus' as const },
        { type: 'page', to: paths.signalLists(), label: text('signals.lists'), icon: 'upload' as const },
      ]
    : []),
]

/** Returns the actions that the person may start. Each opens a form; none acts. `row` is the case that is open or selected. */
export const actionItems = (me: Me, row: CaseRow | null): PaletteItem[] => [
  ...(row === null ? [] : caseActions(row, me)),
  ...(me.purposes.length > 1
    ? [action('purpose', text('find.actions.purpose'), 'padlock', { form: () => purposeForm(me) })]
    : []),
  action('language', text('find.actions.language'), 'log', {
    form: () => languageForm(me),
    also: Object.values(languageNames),
  }),
  action('scheme', text('find.actions.scheme'), 'sun', { form: () => schemeForm(me) }),
]

function caseActions(row: CaseRow, me: Me): PaletteItem[] {
  const { id, reference } = row
  const also = [row.subject.label, row.otherScript ?? '']
  const open = row.state === 'open' || row.state === 'in-review'
  const mayWork = reviewers.includes(me.role) && open
  // The person who has the case hands it over, and a supervisor may hand over any case.
  const mayHandOver = row.assignedTo === null || row.assignedTo === me.person || me.role === 'supervisor'
  const inCase = (form: CaseForm) => ({ opens: paths.case(id), also, ask: () => askForm(form, id) })
  return [
    ...(mayWork && row.assignedTo !== me.person
      ? [action('take', text('find.actions.take', { reference }), 'person', { also, form: () => takeForm(row, me) })]
      : []),
    ...(mayWork && mayHandOver
      ? [action('hand-over', text('find.actions.handOver', { reference }), 'second', inCase('hand-over'))]
      : []),
    ...(mayWork ? [action('second', text('find.actions.second', { reference }), 'second', inCase('second'))] : []),
    action('print', text('find.actions.print', { reference }), 'print', { opens: paths.casePrint(id), also }),
  ]
}

const action = (
  name: string,
  label: string,
  icon: IconName,
  further: Partial<Omit<PaletteItem, 'type' | 'label'>>,
): PaletteItem => ({ type: 'action', to: `#${name}`, label, icon, ...further })
