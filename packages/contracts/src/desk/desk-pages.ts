import { gatewayVocabularies } from '../gateways/vocabularies.ts'

/** Pages that every desk has, for all gateways. */
const shared = [
  '/',
  '/sign-in',
  '/enrol',
  '/me',
  '/queue',
  '/second',
  '/cases/$id',
  '/cases/$id/print',
  '/signals',
  '/signals/new',
  '/signals/$id',
  '/signals/$id/edit',
  '/signals/lists',
  '/signals/lists/new',
  '/signals/lists/$id',
  '/signals/import/$id',
  '/network',
  '/network/$member',
  '/withdrawals',
  '/agreements',
  '/agreements/new',
  '/agreements/$id',
  '/agreements/$id/next',
  '/blind',
  '/matching/try',
  '/matching/try/compare',
  '/matching/threshold',
  '/matching/threshold/rates',
  '/log',
  '/shift',
  '/stop',
  '/team',
  '/unmaskings',
  '/unmaskings/new',
  '/unmaskings/$id',
  '/retention',
  '/oversight',
  '/oversight/rates',
  '/oversight/log',
  '/oversight/log/check',
  '/oversight/overdue',
  '/oversight/accounts',
  '/oversight/authority',
  '/admin',
  '/admin/changes',
  '/admin/accounts/$id',
  '/admin/senders',
  '/admin/senders/$id',
  '/admin/regimes',
]

/**
 * The addresses of the desk's pages, in the notation of its router: `$id` is any single segment. The node serves the
 * desk at each of them.
 */
export const deskPages: readonly string[] = [
  ...shared,
  ...gatewayVocabularies.flatMap((vocabulary): readonly string[] => vocabulary.deskPages),
]
