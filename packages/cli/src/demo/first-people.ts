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
