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
}
