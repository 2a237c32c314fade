import { plural } from '../plural.ts'

export const me = {
  title: 'Preferences',
  what: 'They are kept on the node, for you only.',
  content: 'Yours',
  saved: 'Saved.',
  density: 'Rows of lists',
  densities: { 'two-lines': 'Two lines', 'one-line': 'One line' },
  densityHint: 'One line shows more cases at once, with the reason behind the name.',
  scheme: 'Colours',
  schemes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
  singleKeys: 'Single letters as keys',
  singleKeysHint:
    'J, K, N and others act without Ctrl, outside of fields. Switched off, all can still be done with Tab, arrows and Enter.',
  zone: 'Your time zone',
  zoneHint: 'Shown beside UTC. Times of flights stay local to their airports.',
  zoneBrowser: (zone: string) => `As this computer (${zone})`,
  who: 'You',
  name: 'Name',
  role: 'Role now',
  roles: 'Roles',
  teams: 'Teams',
  noTeams: 'none',
  member: 'Member',
  password: {
    title: 'Password',
    show: (field: string) => `Show or hide: ${field}`,
    summary: (n: number) =>
      plural('en', n, {
        one: 'One field needs another look. Nothing was changed.',
        other: `${n} fields need another look. Nothing was changed.`,
      }),
    current: 'Present password',
    next: 'New password',
    nextHint: '12 characters or more. Pasting from a password manager works.',
    again: 'New password again',
    different: 'The two are not the same.',
    short: 'At least 12 characters.',
    empty: 'Fill this in.',
    act: 'Change the password',
    done: 'The password is changed. Your other sessions are closed.',
  },
}
