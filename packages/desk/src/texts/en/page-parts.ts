export const pageParts = {
  crumbs: 'Where this page is',
  loading: 'Being read',
  masked: 'masked',
  close: 'Close',
  dayForm: 'yyyy-mm-dd',
  calendar: 'Choose in the calendar',
  showNew: 'show new',
  newRows: (n: number) => `${n} new · show`,
  rowKeys: { next: 'next row', previous: 'previous row', open: 'open' },
  hints: { move: 'move', open: 'open' },
  progress: {
    waits: 'It waits for its turn.',
    perSecond: (count: string) => `${count}/s`,
    seconds: (count: number) => `about ${count} s`,
    minutes: (count: number) => `about ${count} min`,
    leave: 'You can leave this page.',
  },
}
