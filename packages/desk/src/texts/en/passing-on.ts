/** Passing a signal of another member on to a third. */
export const passingOn = {
  title: 'Passed on',
  none: 'Nobody has it from us.',
  column: { member: 'Member', since: 'Since', now: 'Now', act: 'Stop' },
  by: (name: string) => `by ${name}`,
  has: (version: number) => `has version ${version}`,
  takenBack: 'taken back: its terms do not allow it now',
  stopped: (at: string) => `stopped ${at}`,
  passOn: 'Pass on…',
  stop: 'Stop…',
  stopFor: (member: string) => `Stop passing it on to ${member}`,
  asking: {
    title: 'Pass this signal on?',
    to: 'To',
    choose: 'Choose a member',
    nobody: 'No third member takes part with this node.',
    what: (owner: string) =>
      `It is given as ${owner} signed it, for as long as its terms and the agreement allow. ${owner} learns who has it.`,
    refused: 'Its terms do not allow that.',
    act: 'Pass it on',
    notNow: 'Not now',
    done: (member: string) => `Passed on to ${member}.`,
  },
  stopping: {
    title: 'Stop passing it on?',
    what: (member: string) => `${member} is told to erase it, and signs that it did.`,
    act: 'Stop passing it on',
    notNow: 'Go on',
    done: (member: string) => `${member} is told to erase it.`,
  },
}
