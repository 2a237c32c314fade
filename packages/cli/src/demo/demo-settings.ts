import { CommandFailure } from '../command/failure.ts'

export const member = { id: 'norland.example', name: 'Norland Border Agency' }
/** Names of the invented staff, which the desk shows. */
export const people = {
  analyst: 'Ingrid Solheim',
  supervisor: 'Tobias Berg',
  officer: 'Lars Aune',
  'officer-2': 'Sunniva Hauge',
  administrator: 'Maren Dahl',
  'oversight-1': 'Ylva Strand',
  'oversight-2': 'Erik Moen',
}

const usualMonths = 12

/** Returns the months of the history; 0 for none. Error: `history-invalid`. */
export function monthsOf({ history }: { history?: boolean | string }): number {
  if (history === false) return 0
  const months = Number(history === undefined || history === true ? usualMonths : history)
  if (Number.isInteger(months) && months >= 1 && months <= usualMonths) return months
  throw new CommandFailure(
    'history-invalid',
    `--history takes 1 to ${usualMonths} months, not ${String(history).slice(0, 40)}.`,
  )
}
